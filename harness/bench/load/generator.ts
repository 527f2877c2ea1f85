import { monotonicMs } from '../../model/clock.ts';
import { sourceRequest, type Address, type LoadCommands } from './commands.ts';
import { LoadConnection } from './connection.ts';

/** How many connections are being set up at a time: enough to keep a proxy busy, and no more. */
const SET_UPS_AT_A_TIME = 10;

const MESSAGE = Buffer.alloc(64, 'x');
const BYTE = Buffer.from('x');

/** The clients of the bench. */
export class Generator implements LoadCommands {
  #connections: LoadConnection[] = [];

  async open(to: Address, count: number): Promise<void> {
    await setUpMany(count, async () => {
      this.#connections.push(await LoadConnection.open(to));
    });
  }

  async fetch(bytesEach: number): Promise<number> {
    const request = sourceRequest(bytesEach);
    const started = monotonicMs();
    await Promise.all(this.#connections.map((connection) => connection.exchange(request, bytesEach)));
    return (monotonicMs() - started) / 1_000;
  }

  async roundTrips(count: number): Promise<number[]> {
    const [connection] = this.#connections;
    if (!connection) throw new Error('no connection is open');
    const taken: number[] = [];
    for (let trip = 0; trip < count; trip++) {
      const started = monotonicMs();
      await connection.exchange(MESSAGE, MESSAGE.length);
      taken.push((monotonicMs() - started) * 1_000);
    }
    return taken;
  }

  async setUps(to: Address, count: number): Promise<number> {
    const started = monotonicMs();
    await setUpMany(count, async () => {
      const connection = await LoadConnection.open(to);
      await connection.exchange(BYTE, 1);
      await connection.close();
    });
    return (monotonicMs() - started) / 1_000;
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.splice(0).map((connection) => connection.close()));
  }
}

async function setUpMany(count: number, setUp: () => Promise<void>): Promise<void> {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await setUp();
  };
  await Promise.all(Array.from({ length: SET_UPS_AT_A_TIME }, worker));
}
