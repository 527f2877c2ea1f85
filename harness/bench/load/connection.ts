import net from 'node:net';
import type { Address } from './commands.ts';

/** All connections read into the same memory: what arrives is counted and forgotten. */
const BUFFER = Buffer.allocUnsafeSlow(256 * 1024);

/** A client's connection that counts what it gets, as cheaply as node can. */
export class LoadConnection {
  readonly #socket: net.Socket;
  readonly #gone: Promise<void>;
  #error: Error | undefined;
  #left = 0;
  #settle: ((error?: Error) => void) | undefined;

  private constructor(to: Address) {
    this.#socket = net.connect({
      ...to,
      noDelay: true,
      onread: { buffer: BUFFER, callback: (count) => this.#received(count) },
    });
    this.#socket.on('error', (error) => (this.#error = error));
    this.#gone = new Promise((resolve) =>
      this.#socket.once('close', () => {
        this.#settle?.(this.#error ?? new Error('the connection was closed before all had come'));
        resolve();
      }),
    );
  }

  static async open(to: Address): Promise<LoadConnection> {
    const connection = new LoadConnection(to);
    await new Promise<void>((resolve, reject) => {
      connection.#socket.once('connect', resolve);
      connection.#socket.once('error', reject);
    });
    return connection;
  }

  /** Sends the message; resolves when so many bytes have come back. */
  exchange(message: Buffer, bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#left = bytes;
      this.#settle = (error) => {
        this.#settle = undefined;
        if (error) reject(error);
        else resolve();
      };
      this.#socket.write(message);
    });
  }

  /** FIN, and the peer's FIN. */
  close(): Promise<void> {
    this.#socket.end();
    return this.#gone;
  }

  #received(count: number): boolean {
    this.#left -= count;
    if (this.#left <= 0) this.#settle?.();
    return true;
  }
}
