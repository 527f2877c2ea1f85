/** What the load's clients are told to do. Connections are kept from one command to the next. */
export interface LoadCommands {
  /** Adds so many connections to those there are. Behind a proxy the rest of the way may not be open yet. */
  open(to: Address, count: number): Promise<void>;
  /** Fetches as many bytes on each connection at once. Resolves to the seconds from the first request to the last byte. */
  fetch(bytesEach: number): Promise<number>;
  /** One message of 64 bytes after another to the echo and back, on the first connection. Resolves to the microseconds of each. */
  roundTrips(count: number): Promise<number[]>;
  /** Opens a connection, sends a byte there and back and closes it, `count` times. Resolves to the seconds all took. */
  setUps(to: Address, count: number): Promise<number>;
  /** Closes all connections; resolves when they are gone. */
  close(): Promise<void>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where the load's servers listen. */
export interface Servers {
  /** Sends back what it gets. */
  readonly echo: Address;
  /** Sends as many bytes as it is asked for. */
  readonly source: Address;
}

export interface Command {
  readonly name: keyof LoadCommands;
  readonly args: readonly unknown[];
}

export type Reply = { readonly value: unknown } | { readonly error: string };

/** How a client asks the source: the number of bytes as a double, in network order. */
export const REQUEST_BYTES = 8;

export function sourceRequest(bytes: number): Buffer {
  const request = Buffer.alloc(REQUEST_BYTES);
  request.writeDoubleBE(bytes);
  return request;
}
