/** Toxiproxy's names of the two directions: `upstream` is client to server, `downstream` server to client. */
export type Stream = 'upstream' | 'downstream';

/**
 * What passes one way, in order: what the source said (`data`, `fin`, `reset`), and where a toxic ends the connection
 * behind what came before: `close` is close(2) on both legs, `abort` RST to both ends.
 * `at` is when it comes out of where it was: of the proxy's own kernel, or of the toxic it has passed.
 */
export type StreamEvent =
  | { readonly kind: 'data'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'fin' | 'reset' | 'close' | 'abort'; readonly at: number };

/** What becomes of a client's connection before there is one to the server. */
export type Opening = { readonly delayMs: number } | 'refuse' | 'ignore';

/** What a kind of toxic is: its attributes as the API has them, and what it does to a connection. */
export interface ToxicType<Attribute extends string = string> {
  /** What Toxiproxy's error bodies call it. */
  readonly goName: string;
  /** Whole numbers, 0 where not given. In the order of the API's answers. */
  readonly attributes: Readonly<Record<Attribute, { readonly least: number }>>;
  /** Why these attributes make no sense together; undefined where they do. */
  check?(attributes: Readonly<Record<Attribute, number>>): string | undefined;
  /** How much may be read ahead of what this toxic holds back, in bytes. */
  readonly readAheadBytes?: number;
  /** What it does to a connection that comes in. Default: the server is connected to at once. */
  opening?(attributes: Readonly<Record<Attribute, number>>): Opening;
  /** Called once for each connection. Default: it leaves the streams alone. */
  apply?(link: Link<Attribute>): ToxicEffect;
}

/** What a toxic does to one direction of one connection. */
export interface ToxicEffect {
  /**
   * What comes out for an event that goes in, each with the time at which it does: later, in pieces, changed, or nothing.
   * Taken one by one, the next when the time of the one before has come. Default: the event itself.
   */
  pass?(event: StreamEvent): Iterable<StreamEvent>;
  /** Called when the toxic begins to apply to the open connection, and anew after each update. */
  run?(): void;
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
  /** Calls `action` in so many milliseconds, unless the toxic is updated or removed or the connection ends before. */
  after(ms: number, action: () => void): void;
  /** Puts something of the toxic's own behind all that has come to it so far; it goes through `pass` in its turn. */
  say(kind: 'fin' | 'close' | 'abort'): void;
  /** Leaves what the source sends in the kernel until the toxic is updated or removed, so that the window closes. */
  stopReading(): void;
  /** What all connections under this toxic share, made by the first. */
  shared<T>(make: () => T): T;
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
