/** Which connections a toxic may hit, and in which part of their life. What is not given does not matter. */
export interface Selection {
  /** Numbers of connections, in the order in which the proxy accepted them, from 1. */
  readonly connections?: readonly number[];
  /** The client's address, or a network such as `10.0.0.0/8`. */
  readonly client?: string;
  /** Milliseconds since the connection was accepted: from, and until before. */
  readonly from_ms?: number;
  readonly until_ms?: number;
  /** Bytes of this direction, counted from where the toxic first saw it: from, and until before. */
  readonly from_byte?: number;
  readonly until_byte?: number;
}
