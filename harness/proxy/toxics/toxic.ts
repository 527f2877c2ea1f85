/** Toxiproxy's names of the two directions: `upstream` is client to server, `downstream` server to client. */
export type Stream = 'upstream' | 'downstream';

/** What one end said, in the order it said it, and when the proxy read it. */
export type StreamEvent =
  | { readonly kind: 'data'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'fin' | 'reset'; readonly at: number };

/** What a kind of toxic is: its attributes as the API has them, and what it does to a connection. */
export interface ToxicType<Attribute extends string = string> {
  /** What Toxiproxy's error bodies call it. */
  readonly goName: string;
  /** Whole numbers, 0 where not given. In the order of the API's answers. */
  readonly attributes: Readonly<Record<Attribute, { readonly least: number }>>;
  /** How much may be read ahead of what this toxic holds back, in bytes. */
  readonly readAheadBytes?: number;
  /** Called once for each connection. */
  apply(link: Link<Attribute>): ToxicEffect;
}

/** What comes out of a toxic, one by one. */
export type Passed = Iterable<StreamEvent> | AsyncIterable<StreamEvent>;

/** What a toxic does to one direction of one connection. */
export interface ToxicEffect {
  /** What comes out for an event that goes in: later, in pieces, changed, or nothing. Default: the event itself. */
  pass?(event: StreamEvent): Passed;
  /** Runs beside the stream, from when the toxic applies to the connection, and anew after each update. */
  run?(): Promise<void>;
  /** The toxic was taken away while the connection lives on. */
  removed?(): void;
}

/** One direction of one connection, as a toxic on it sees it. */
export interface Link<Attribute extends string> {
  readonly stream: Stream;
  /** As they are now: an update replaces them. */
  readonly attributes: Readonly<Record<Attribute, number>>;
  now(): number;
  /** From 0 to 1; the same sequence for the same seed, proxy, connection number and toxic. */
  random(): number;
  /** True when `due` has come; false sooner, when the toxic is updated or removed or the connection ends. */
  until(due: number): Promise<boolean>;
  /** Tells the harness what is done to this connection. Said once, however often it is called. */
  report(detail: string): void;
  /** RST to both ends, at once. */
  resetBothEnds(): void;
  /** close(2) on both legs, at once. */
  closeBothEnds(): void;
}

export function defineToxic<Attribute extends string>(type: ToxicType<Attribute>): ToxicType {
  return type;
}
