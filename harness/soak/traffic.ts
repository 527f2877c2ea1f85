import { createHash } from 'node:crypto';
import net from 'node:net';
import { seededRandom } from '../model/seeded-random.ts';

const MOST_BYTES = 100_000;
const NUMBER_BYTES = 4;
const POOL = Buffer.alloc(4 * MOST_BYTES);

/** What one end received: how much, its hash, and whether the other said that this is all. */
class Received {
  bytes = 0;
  ended = false;
  readonly #hash = createHash('sha256');

  take(bytes: Buffer): void {
    this.bytes += bytes.length;
    this.#hash.update(bytes);
  }

  /** How it compares with what was sent: all of it, only the beginning, or something else. */
  against(sent: Buffer): 'whole' | 'part' | 'wrong' {
    const expected = createHash('sha256').update(sent.subarray(0, this.bytes)).digest('hex');
    if (this.bytes > sent.length || this.#hash.copy().digest('hex') !== expected) return 'wrong';
    return this.bytes === sent.length && this.ended ? 'whole' : 'part';
  }
}

/** One client's connection: what each end sends is known to both beforehand. */
export class Exchange {
  readonly number: number;
  /** Whether it is left to end by itself. */
  readonly isCut: boolean;
  readonly toServer: Buffer;
  readonly toClient: Buffer;
  readonly atServer = new Received();
  readonly atClient = new Received();
  readonly sockets: net.Socket[] = [];
  readonly closed: Promise<void>;

  constructor(number: number, port: number, random: () => number, isCut: boolean) {
    this.number = number;
    this.isCut = isCut;
    this.toServer = piece(random);
    this.toClient = piece(random);
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    this.sockets.push(socket);
    const header = Buffer.alloc(NUMBER_BYTES);
    header.writeUInt32BE(number);
    socket.write(header);
    socket.end(this.toServer);
    listen(socket, this.atClient);
  }

  get outcome(): 'whole' | 'part' | 'wrong' {
    const both = [this.atServer.against(this.toServer), this.atClient.against(this.toClient)];
    if (both.includes('wrong')) return 'wrong';
    return both.includes('part') ? 'part' : 'whole';
  }

  /** The server's end, with what came behind the number. */
  served(socket: net.Socket, first: Buffer): void {
    this.sockets.push(socket);
    this.atServer.take(first);
    listen(socket, this.atServer);
    socket.end(this.toClient);
  }

  cut(random: () => number): void {
    const socket = this.sockets[Math.floor(random() * this.sockets.length)];
    if (random() < 0.5) socket?.resetAndDestroy();
    else socket?.destroy();
  }

  end(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** A server that knows by the number at the beginning of a connection what to say. */
export async function openServer(exchanges: readonly Exchange[]): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let early = Buffer.alloc(0);
    socket.on('error', () => undefined);
    // One that ends before it has said its number is nobody's.
    socket.on('end', () => {
      if (early.length < NUMBER_BYTES) socket.destroy();
    });
    socket.on('data', function first(bytes: Buffer) {
      early = Buffer.concat([early, bytes]);
      if (early.length < NUMBER_BYTES) return;
      socket.off('data', first);
      exchanges[early.readUInt32BE()]?.served(socket, early.subarray(NUMBER_BYTES));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function listen(socket: net.Socket, received: Received): void {
  socket.on('data', (bytes: Buffer) => received.take(bytes));
  socket.on('end', () => {
    received.ended = true;
  });
  // An error is how a connection that was cut ends; the bytes tell whether it should have been.
  socket.on('error', () => undefined);
}

/** Bytes that no other piece is likely to have. */
function piece(random: () => number): Buffer {
  const from = Math.floor(random() * (POOL.length - MOST_BYTES));
  return POOL.subarray(from, from + 1 + Math.floor(random() * MOST_BYTES));
}

const fill = seededRandom(1, 'pool');
for (let place = 0; place < POOL.length; place++) POOL[place] = Math.floor(fill() * 256);
