import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import os from 'node:os';
import { enhancedPacket, interfaceDescription, sectionHeader, type PcapngPacket } from './pcapng.ts';

/** Where a packet's block lies in the file. */
interface Place {
  readonly time: bigint;
  readonly from: number;
  readonly to: number;
}

/**
 * A scenario's `capture.pcapng`: what passed its hosts' devices, an interface a host, as Wireshark shows it. Packets are
 * in the file as soon as they are told, so that it is of use even after SIGKILL.
 */
export class CaptureFile {
  readonly path: string;
  readonly #fd: number;
  readonly #descriptions: Buffer[] = [];
  readonly #packets: Place[] = [];
  #length = 0;
  #closed = false;

  constructor(path: string) {
    this.path = path;
    this.#fd = openSync(path, 'wx');
    const operatingSystem = `${os.type()} ${os.release()}`;
    this.#describe(sectionHeader({ hardware: os.machine(), operatingSystem, application: 'halfclose' }));
  }

  /** Returns the number by which packets name it. */
  addInterface(name: string, description: string): number {
    this.#describe(interfaceDescription({ name, description }));
    return this.#descriptions.length - 2;
  }

  /** Ignored once it is closed: a host may tell more while it goes. */
  add(packets: readonly PcapngPacket[]): void {
    if (this.#closed) return;
    const blocks = packets.map(enhancedPacket);
    let from = this.#length;
    for (const [index, { time }] of packets.entries()) {
      const to = from + (blocks[index]?.length ?? 0);
      this.#packets.push({ time, from, to });
      from = to;
    }
    this.#append(Buffer.concat(blocks));
  }

  /** Nothing more comes. Each host has told its packets at its own pace: they are put into the order of their times. */
  close(): void {
    this.#closed = true;
    closeSync(this.#fd);
    const sorted = this.#packets.toSorted((a, b) => Number(a.time - b.time));
    if (sorted.every((place, index) => place === this.#packets[index])) return;
    const bytes = readFileSync(this.path);
    const packets = sorted.map(({ from, to }) => bytes.subarray(from, to));
    writeFileSync(`${this.path}.new`, Buffer.concat([...this.#descriptions, ...packets]));
    renameSync(`${this.path}.new`, this.path);
  }

  #describe(block: Buffer): void {
    this.#descriptions.push(block);
    this.#append(block);
  }

  #append(block: Buffer): void {
    writeSync(this.#fd, block);
    this.#length += block.length;
  }
}
