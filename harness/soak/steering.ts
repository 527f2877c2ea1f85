import { Toxiproxy, type ICreateToxicBody, type Proxy } from 'toxiproxy-node-client';
import { monotonicMs } from '../model/clock.ts';

type Random = () => number;

const MOST_TOXICS = 4;

const upTo = (random: Random, most: number) => 1 + Math.floor(random() * most);

/** Toxics that change when bytes arrive, never which. */
const LOSSLESS: readonly ((random: Random) => [string, Record<string, number>])[] = [
  (random) => ['latency', { latency: upTo(random, 50), jitter: upTo(random, 20) }],
  (random) => ['bandwidth', { rate: upTo(random, 10_000) + 100 }],
  (random) => ['proxy_bandwidth', { rate: upTo(random, 100_000) + 10_000 }],
  (random) => [
    'slicer',
    { average_size: upTo(random, 2_000) + 100, size_variation: 50, delay: upTo(random, 50) },
  ],
  (random) => ['slow_close', { delay: upTo(random, 100) }],
  (random) => ['slow_open', { delay: upTo(random, 100) }],
  (random) => ['stall', { bytes: upTo(random, 50_000) }],
  () => ['black_hole', {}],
  () => ['noop', {}],
];

/** Toxics that end connections; what arrived before is whole. */
const CUTTING: typeof LOSSLESS = [
  (random) => ['limit_data', { bytes: upTo(random, 50_000) }],
  (random) => ['reset_after', { bytes: upTo(random, 50_000), timeout: upTo(random, 200) }],
  (random) => ['reset_peer', { timeout: upTo(random, 100) }],
  (random) => ['fin', { bytes: upTo(random, 50_000) }],
  () => ['refuse', {}],
  (random) => ['timeout', { timeout: random() < 0.5 ? 0 : upTo(random, 200) }],
];

/** Steers the proxies at random, one call after the other, and keeps how long each took to be answered, in ms. */
export class Steering {
  readonly answerMs: number[] = [];
  readonly #toxiproxy: Toxiproxy;
  readonly #random: Random;
  /** The names of each proxy's toxics. */
  readonly #added = new Map<string, string[]>();
  #named = 0;

  constructor(url: string, random: Random) {
    this.#toxiproxy = new Toxiproxy(url);
    this.#random = random;
  }

  create(name: string, upstream: string): Promise<Proxy> {
    return this.#timed(this.#toxiproxy.createProxy({ name, listen: '127.0.0.1:0', upstream, enabled: true }));
  }

  /** Turns bits over on half of the proxy's connections, for good, but for the first bytes that a client says. */
  async corrupt(proxy: Proxy, every: number, spared: number): Promise<void> {
    const toxic = { type: 'corrupt', toxicity: 0.5, attributes: { every } };
    const select = { from_byte: spared };
    await this.#put(proxy, { ...toxic, name: 'corrupt-upstream', stream: 'upstream', select });
    await this.#put(proxy, { ...toxic, name: 'corrupt-downstream', stream: 'downstream' });
  }

  /** Adds a toxic, or takes one away where there are enough. */
  async step(proxy: Proxy, cuts: boolean): Promise<void> {
    const known = this.#added.get(proxy.name) ?? [];
    const old = known[Math.floor(this.#random() * known.length)];
    if (old && (known.length >= MOST_TOXICS || this.#random() < 0.4)) await this.#remove(proxy, old);
    else await this.#add(proxy, cuts);
  }

  async calm(proxy: Proxy): Promise<void> {
    for (const name of this.#added.get(proxy.name) ?? []) await this.#remove(proxy, name);
  }

  async #add(proxy: Proxy, cuts: boolean): Promise<void> {
    const kinds = cuts && this.#random() < 0.6 ? CUTTING : LOSSLESS;
    const [type, attributes] = kinds[Math.floor(this.#random() * kinds.length)]?.(this.#random) ?? [
      'noop',
      {},
    ];
    const name = `${type}-${String(++this.#named)}`;
    const stream = this.#random() < 0.5 ? 'upstream' : 'downstream';
    await this.#put(proxy, { name, type, stream, toxicity: this.#random(), attributes });
    this.#added.set(proxy.name, [...(this.#added.get(proxy.name) ?? []), name]);
  }

  /** The client's type knows Toxiproxy's names only; it sends what it is given. */
  async #put(proxy: Proxy, toxic: object): Promise<void> {
    await this.#timed(proxy.addToxic(toxic as ICreateToxicBody<unknown>));
  }

  async #remove(proxy: Proxy, name: string): Promise<void> {
    const toxic = await this.#timed(proxy.getToxic(name));
    await this.#timed(toxic.remove());
    this.#added.set(
      proxy.name,
      (this.#added.get(proxy.name) ?? []).filter((each) => each !== name),
    );
  }

  async #timed<T>(call: Promise<T>): Promise<T> {
    const began = monotonicMs();
    const result = await call;
    this.answerMs.push(monotonicMs() - began);
    return result;
  }
}
