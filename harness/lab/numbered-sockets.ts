import { connectionKey } from '../model/socket-row.ts';
import type { LabHost } from './lab-host.ts';
import type { Ends, LabSocket } from './lab-socket.ts';

/** Connections known by what looks show of them, numbered from 1 in the order in which they were first seen. */
export abstract class NumberedSockets<S extends LabSocket> {
  readonly #make: (number: number) => S;
  readonly #connections: S[] = [];
  readonly #bound = new Map<string, S>();
  #count = 0;

  constructor(make: (number: number) => S) {
    this.#make = make;
  }

  /**
   * The socket with these ends, if it is one of these; a connection not seen before is numbered. With `another`, the
   * one that has these ends next: a connection between the ends of an older one is a socket of its own.
   */
  abstract recognise(host: LabHost, ends: Ends, another?: boolean): LabSocket | undefined;

  /** The nth connection. One that has not come about yet is the one that will. */
  connection(number: number): S {
    while (this.#connections.length < number)
      this.#connections.push(this.#make(this.#connections.length + 1));
    return this.#connections[number - 1] as S;
  }

  /** How many have come about. */
  get count(): number {
    return this.#count;
  }

  get all(): readonly LabSocket[] {
    return this.#connections;
  }

  protected adopt(ends: Ends, another = false): S {
    const key = connectionKey(ends);
    const known = this.#bound.get(key);
    if (known && !another) return known;
    const connection = this.connection(++this.#count);
    connection.learnEnds(ends);
    this.#bound.set(key, connection);
    return connection;
  }
}
