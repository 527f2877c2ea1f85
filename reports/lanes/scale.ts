/** Where moments are drawn. */
export interface Scale {
  /** The least width on which everything that should be told apart can be, in CSS pixels. */
  readonly width: number;
  /** From 0 at the beginning to 1 at the end; never falls. Moments outside are at the nearer edge. */
  readonly place: (at: number) => number;
  /** Long whiles in which nothing happened and that are drawn short, in milliseconds. */
  readonly breaks: readonly { readonly from: number; readonly to: number }[];
  readonly ticks: readonly Tick[];
}

/** A time that is written above the lanes. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}
