import type { Reading } from '../model/protocol.ts';
import { HeldSocket } from './held-socket.ts';

/** A socket that the scenario steers: what its application does is the scenario's to say. */
export class SteeredLabSocket extends HeldSocket {
  /** Hands bytes to the kernel. */
  async write(data: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(data as string);
    await this.#steer('write', `write(${String(bytes.length)} bytes)`, { base64: bytes.toString('base64') });
  }

  /** Ends this half of the connection: shutdown(SHUT_WR), so the kernel sends FIN and still receives. */
  sendFin(): Promise<void> {
    return this.#steer('sendFin', 'sendFin()');
  }

  /** close(2). With `linger: 0` it sends RST, otherwise FIN, or RST where received bytes were never read. */
  close(): Promise<void> {
    return this.#steer('close', 'close()');
  }

  /** close(2) after SO_LINGER with time 0, whatever the options said: the kernel sends RST. */
  reset(): Promise<void> {
    return this.#steer('reset', 'reset()');
  }

  /** Stops reading: what arrives stays in the kernel's receive queue. */
  pause(): Promise<void> {
    return this.#read('paused');
  }

  /** Reads again. */
  resume(): Promise<void> {
    return this.#read('on');
  }

  #read(reading: Reading): Promise<void> {
    return this.#steer('read', reading === 'on' ? 'resume()' : 'pause()', { reading });
  }

  async #steer(
    op: 'write' | 'read' | 'sendFin' | 'close' | 'reset',
    what: string,
    extra: object = {},
  ): Promise<void> {
    const socket = await this.lab.untilAccepted(this);
    this.lab.step(`${this.name}.${what}`);
    await this.host.request(op, { socket, ...extra });
  }
}
