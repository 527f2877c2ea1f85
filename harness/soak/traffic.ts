import net from 'node:net';
import { seededRandom } from '../model/seeded-random.ts';
import { OUTCOMES, Received, type Outcome } from './received.ts';

const MOST_BYTES = 100_000;
/** At the beginning of each connection. */
export const NUMBER_BYTES = 4;
const POOL = Buffer.alloc(4 * MOST_BYTES);

export interface ExchangeParts {
  readonly number: number;
  readonly port: number;
  readonly random: () => number;
  /** Whether it may end before all has arrived. */
  readonly isCut: boolean;
  /** One bit in one byte of so many, on average, may arrive turned over. Infinity: none. */
  readonly corruptEvery: number;
}

/** One client's connection: what each end sends is known to both beforehand. */
export class Exchange {
  readonly number: number;
  readonly toServer: Buffer;
  readonly toClient: Buffer;
  readonly atServer: Received;
  readonly atClient: Received;
  readonly sockets: net.Socket[] = [];
  readonly closed: Promise<void>;
  hasClosed = false;
  readonly #parts: ExchangeParts;
  #error: string | undefined;
  #server: net.Socket | undefined;

  constructor(parts: ExchangeParts) {
    const { number, port, random } = parts;
    this.#parts = parts;
    this.number = number;
    this.toServer = piece(random);
    this.toClient = piece(random);
    this.atServer = new Received(this.toServer);
    this.atClient = new Received(this.toClient);
    const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.closed = this.#untilClosed(socket);
    this.sockets.push(socket);
    const header = Buffer.alloc(NUMBER_BYTES);
    header.writeUInt32BE(number);
    socket.write(header);
    socket.end(this.toServer);
    listen(socket, this.atClient);
    socket.on('error', ({ message }) => (this.#error = `client: ${message}`));
  }

  /** Both ends: the client's FIN may be on its way yet when the client has all it waits for. */
  async #untilClosed(client: net.Socket): Promise<void> {
    await untilClose(client);
    if (this.#server) await untilClose(this.#server);
    this.hasClosed = true;
  }

  /** The worse of what the two ends received. */
  get outcome(): Outcome {
    const both = [this.atServer, this.atClient].map((end) => end.outcome(this.#parts.corruptEvery));
    return OUTCOMES.findLast((outcome) => both.includes(outcome)) ?? 'whole';
  }

  /** Whether something arrived that may not, or something did not that should have. */
  get isLost(): boolean {
    return this.outcome === 'wrong' || (this.outcome === 'part' && !this.#parts.isCut);
  }

  describe(): string {
    const { corruptEvery } = this.#parts;
    const ends = { server: this.atServer, client: this.atClient };
    const told = Object.entries(ends).map(([end, received]) => `${end} ${received.describe(corruptEvery)}`);
    return `${String(this.number)} (${told.join('; ')}${this.#error === undefined ? '' : `; ${this.#error}`})`;
  }

  /** The server's end, with what came behind the number. */
  served(socket: net.Socket, first: Buffer): void {
    this.sockets.push(socket);
    this.#server = socket;
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
      const exchange = exchanges[early.readUInt32BE()];
      if (exchange) exchange.served(socket, early.subarray(NUMBER_BYTES));
      // The number was lost or changed on the way, and its exchange will miss all that was to come.
      else socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function untilClose(socket: net.Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
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
