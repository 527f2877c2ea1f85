import type net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Proxy } from 'toxiproxy-node-client';
import { monotonicMs } from '../model/clock.ts';
import { seededRandom } from '../model/seeded-random.ts';
import { ProxyProcess } from './proxy-process.ts';
import { Steering } from './steering.ts';
import { Exchange, NUMBER_BYTES, openServer } from './traffic.ts';

export interface SoakOptions {
  /** The file of the command line that runs the proxy. */
  readonly program: string;
  readonly seconds: number;
  readonly connections: number;
  /** Decides what is done, not when each side gets to it. */
  readonly seed: number;
}

export interface SoakResult {
  readonly seed: number;
  readonly connections: number;
  /** Under toxics that lose nothing and left alone: all bytes arrived both ways. */
  readonly whole: number;
  /** Under a toxic that turns bits over: as whole, but for no more of those than it says. */
  readonly changed: number;
  /** Cut by an end or by a toxic: what arrived is the beginning of what was sent. */
  readonly cut: number;
  /** Those whose bytes should have arrived and did not, or arrived otherwise than they may, and what did arrive. */
  readonly lost: readonly string[];
  /** The numbers of those that did not end by themselves when all toxics were gone that held them. */
  readonly hung: readonly number[];
  readonly bytes: number;
  readonly calls: number;
  readonly answerMs: { readonly median: number; readonly most: number };
  /** Descriptors that the proxy has open more than before. */
  readonly leaked: number;
  readonly exitCode: number | null;
}

const STEP_MS = 20;
const CUT_SHARE = 0.4;
const CUT_WITHIN_MS = 500;
const CORRUPT_EVERY = 1_000;
/** How long what is under way may take once all toxics are gone. */
const END_DEADLINE_MS = 20_000;

/** Opens and cuts connections at random under random toxics, in a proxy of its own, and counts what became of them. */
export async function soak({ program, seconds, connections, seed }: SoakOptions): Promise<SoakResult> {
  const proxy = await ProxyProcess.start(program, seed);
  const exchanges: Exchange[] = [];
  const server = await openServer(exchanges);
  try {
    const steering = new Steering(proxy.url, seededRandom(seed, 'steering'));
    const upstream = `127.0.0.1:${String((server.address() as net.AddressInfo).port)}`;
    const proxies = [
      await steering.create('whole', upstream),
      await steering.create('cut', upstream),
      await steering.create('corrupt', upstream),
    ] as const;
    await steering.corrupt(proxies[2], CORRUPT_EVERY, NUMBER_BYTES);
    const before = proxy.descriptors;
    await Promise.all([
      connect(exchanges, proxies, { seconds, connections, random: seededRandom(seed, 'traffic') }),
      steer(steering, proxies, seconds),
    ]);
    for (const each of proxies) await steering.calm(each);
    const hung = await finish(exchanges);
    await until(() => proxy.descriptors <= before);
    return {
      seed,
      ...count(exchanges, steering),
      hung,
      leaked: Math.max(0, proxy.descriptors - before),
      exitCode: await proxy.stop(),
    };
  } finally {
    for (const exchange of exchanges) exchange.end();
    if (!proxy.hasEnded) await proxy.stop();
    await new Promise((resolve) => server.close(resolve));
  }
}

type Proxies = readonly [whole: Proxy, cut: Proxy, corrupt: Proxy];

/** Connections at even intervals, through each of the proxies in turn. */
async function connect(
  exchanges: Exchange[],
  proxies: Proxies,
  { seconds, connections, random }: { seconds: number; connections: number; random: () => number },
): Promise<void> {
  for (let number = 0; number < connections; number++) {
    const proxy = proxies[number % proxies.length] ?? proxies[0];
    const port = Number(proxy.listen.split(':')[1]);
    const isCut = random() < CUT_SHARE;
    const exchange = new Exchange({
      ...{ number, port, random },
      isCut: isCut || proxy.name === 'cut',
      corruptEvery: proxy.name === 'corrupt' ? CORRUPT_EVERY : Infinity,
    });
    exchanges.push(exchange);
    const cutAfter = random() * CUT_WITHIN_MS;
    if (isCut) void pause(cutAfter).then(() => exchange.cut(random));
    await pause((seconds * 1_000) / connections);
  }
}

async function steer(steering: Steering, proxies: Proxies, seconds: number): Promise<void> {
  const end = monotonicMs() + seconds * 1_000;
  while (monotonicMs() < end) {
    for (const proxy of proxies) await steering.step(proxy, proxy.name === 'cut');
    await pause(STEP_MS);
  }
}

/** Waits for all to end by itself, and ends the rest, which it resolves to the numbers of. */
async function finish(exchanges: readonly Exchange[]): Promise<number[]> {
  const all = Promise.all(exchanges.map(({ closed }) => closed));
  await Promise.race([all, pause(END_DEADLINE_MS, undefined, { ref: false })]);
  const hung = exchanges.filter(({ hasClosed }) => !hasClosed).map(({ number }) => number);
  for (const exchange of exchanges) exchange.end();
  await all;
  return hung;
}

async function until(condition: () => boolean): Promise<void> {
  const end = monotonicMs() + END_DEADLINE_MS;
  while (!condition() && monotonicMs() < end) await pause(STEP_MS);
}

function count(exchanges: readonly Exchange[], { answerMs }: Steering) {
  const lost = exchanges.filter(({ isLost }) => isLost).map((exchange) => exchange.describe());
  const [whole, changed] = (['whole', 'changed'] as const).map(
    (wanted) => exchanges.filter(({ outcome }) => outcome === wanted).length,
  ) as [number, number];
  const sorted = answerMs.toSorted((a, b) => a - b);
  const at = (place: number) => Math.round((sorted[place] ?? 0) * 10) / 10;
  return {
    connections: exchanges.length,
    ...{ whole, changed, lost, cut: exchanges.length - whole - changed - lost.length },
    bytes: exchanges.reduce((sum, { atServer, atClient }) => sum + atServer.bytes + atClient.bytes, 0),
    calls: sorted.length,
    answerMs: { median: at(Math.floor(sorted.length / 2)), most: at(sorted.length - 1) },
  };
}
