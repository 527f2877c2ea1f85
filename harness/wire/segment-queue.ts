import { constants } from 'node:os';
import { closeSync, existsSync, readFileSync, readSync, writeSync } from 'node:fs';
import {
  AF_NETLINK,
  MSG_DONTWAIT,
  NETLINK_NETFILTER,
  SO_RCVBUFFORCE,
  SOCK_CLOEXEC,
  SOCK_RAW,
  SOL_NETLINK,
  SOL_SOCKET,
} from '../kernel/constants.ts';
import { call, callUnless, poll, SystemCallError } from '../kernel/libc.ts';
import type { WireHealth } from '../model/wire.ts';
import {
  bindRequest,
  parametersRequest,
  readMessages,
  verdictRequest,
  type QueueVerdict,
} from './netlink.ts';

/** Segments that may wait in the kernel for a verdict; a fast sender's whole window, many times over. */
const QUEUE_LENGTH = 65_536;
const RECEIVE_BUFFER_BYTES = 32 * 1024 * 1024;
/** All queues of this namespace, a line each; the columns are those of seq_show in net/netfilter/nfnetlink_queue.c. */
const QUEUES = '/proc/net/netfilter/nfnetlink_queue';
const READ_BYTES = 128 * 1024;
/** Verdicts of more bytes are written at once: the socket takes no more than its send buffer (netlink_sendmsg). */
const WRITE_BYTES = 64 * 1024;
/** Packets that are read before their verdicts are given and node's event loop has its turn. */
const BATCH = 64;
const { EAGAIN } = constants.errno;
/** Where the socket's buffer overflows, the queue's own count tells it; an error would end the reading. */
const NETLINK_NO_ENOBUFS = 5;

interface Listener {
  readonly onPacket: (id: number, packet: Buffer) => void;
  readonly onError: (error: Error) => void;
}

/**
 * One netfilter queue of this network namespace: packets that a rule sends there wait in the kernel until a verdict.
 * Node's event loop watches its socket, so no thread waits for it.
 */
export class SegmentQueue {
  readonly number: number;
  readonly #fd: number;
  readonly #listener: Listener;
  readonly #buffer = Buffer.allocUnsafe(READ_BYTES);
  #verdicts: Buffer[] = [];
  #verdictBytes = 0;
  #reading = false;

  private constructor(number: number, fd: number, listener: Listener) {
    this.number = number;
    this.#fd = fd;
    this.#listener = listener;
  }

  /** Raises SystemCallError, EBUSY where another process reads the queue already. */
  static open(number: number, listener: Listener): SegmentQueue {
    const fd = call('socket', AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);
    try {
      setNumber(fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
      setNumber(fd, SOL_NETLINK, NETLINK_NO_ENOBUFS, 1);
      for (const message of [bindRequest(number), parametersRequest(number, QUEUE_LENGTH)]) ask(fd, message);
    } catch (error) {
      closeSync(fd);
      throw isTaken(number) ? taken(number) : notBound(number, error as SystemCallError);
    }
    const queue = new SegmentQueue(number, fd, listener);
    poll(fd, { readable: true, writable: false }, () => queue.#readBatch());
    return queue;
  }

  /** While a batch of packets is being read, its verdicts are given together when it has been. */
  decide(id: number, verdict: QueueVerdict, replacement?: Buffer): void {
    const request = verdictRequest(this.number, id, verdict, replacement);
    this.#verdicts.push(request);
    this.#verdictBytes += request.length;
    if (!this.#reading || this.#verdictBytes > WRITE_BYTES) this.flush();
  }

  /** Gives the verdicts that wait for the end of their batch. */
  flush(): void {
    if (this.#verdicts.length === 0) return;
    const verdicts = this.#verdicts;
    this.#verdicts = [];
    this.#verdictBytes = 0;
    writeSync(this.#fd, Buffer.concat(verdicts));
  }

  health(): WireHealth {
    return queueHealth(readFileSync(QUEUES, 'utf8'), this.number);
  }

  /** All that has come in meanwhile: a wake-up of node's costs more than all that is done for a packet. */
  #readBatch(): void {
    this.#reading = true;
    try {
      for (let left = BATCH; left > 0; left--) {
        const length = callUnless(EAGAIN, 'recv', this.#fd, this.#buffer, READ_BYTES, MSG_DONTWAIT);
        if (length === undefined) break;
        this.#take(length);
      }
      this.#reading = false;
      this.flush();
    } catch (error) {
      this.#listener.onError(error as Error);
    }
  }

  #take(length: number): void {
    for (const message of readMessages(this.#buffer.subarray(0, length))) {
      // A copy, because a fault may keep it for longer than until the next read.
      if (message.kind === 'packet') this.#listener.onPacket(message.id, Buffer.from(message.packet));
    }
  }
}

export function queueHealth(table: string, number: number): WireHealth {
  const [, , , , , queueDropped = 0, userDropped = 0, sequence = 0] = columnsOf(table, number) ?? [];
  return { queued: sequence, lost: queueDropped + userDropped };
}

/** The table is there only where the kernel has queues. */
function isTaken(number: number): boolean {
  return existsSync(QUEUES) && columnsOf(readFileSync(QUEUES, 'utf8'), number) !== undefined;
}

function columnsOf(table: string, number: number): number[] | undefined {
  const lines = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return lines.find(([queue]) => queue === number);
}

/** The kernel itself says EPERM (nfqnl_recv_config), as it does for want of privilege. */
function taken(number: number): SystemCallError {
  return new SystemCallError(
    'nfnetlink_queue',
    constants.errno.EBUSY,
    `queue ${String(number)} has a reader already`,
  );
}

function notBound(number: number, cause: SystemCallError): Error {
  return new Error(`netfilter queue ${String(number)} cannot be bound: ${cause.message}`, { cause });
}

function ask(fd: number, request: Buffer): void {
  writeSync(fd, request);
  const answer = Buffer.alloc(READ_BYTES);
  const length = readSync(fd, answer);
  const [message] = readMessages(answer.subarray(0, length));
  if (message?.kind === 'answer' && message.errno === 0) return;
  throw new SystemCallError('nfnetlink_queue', message?.kind === 'answer' ? message.errno : 0);
}

function setNumber(fd: number, level: number, name: number, value: number): void {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  call('setsockopt', fd, level, name, bytes, bytes.length);
}
