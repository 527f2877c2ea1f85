/** What makes something in the diagram a link. */
export interface LinkProps {
  readonly href: string;
  /** In small letters: in SVG attributes are what they are called. */
  readonly tabindex: number;
  /** The page tells more of it at present. */
  readonly isChosen: boolean;
}
