/** What makes something in the diagram a link. */
export interface LinkProps {
  readonly href: string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  /** The page tells more of it at present. */
  readonly isChosen: boolean;
}
