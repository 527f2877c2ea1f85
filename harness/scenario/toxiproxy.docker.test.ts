import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Host, LabNetwork } from '../backend/backend.ts';
import { buildImage, imageName } from '../backend/docker/build-image.ts';
import { openDockerNetwork } from '../backend/docker/docker-network.ts';
import { connectEngine, type Engine } from '../backend/docker/engine.ts';
import { ensureHostImage } from '../backend/docker/host-image.ts';
import { findLabelled } from '../backend/docker/leftovers.ts';
import { LAB_LABEL } from '../backend/docker/run-id.ts';
import { findToxiproxyProgram } from '../backend/toxiproxy-program.ts';
import type { AgentEvent } from '../model/protocol.ts';
import { until } from './fixtures/child-run.ts';
import { testWithToxiproxy } from './fixtures/test-where.ts';

jest.setTimeout(120_000);
const testWith = testWithToxiproxy();

// As Shopify's own image, which not every machine can pull, is started; on the host image, since the program of this
// machine may need libraries.
const DOCKERFILE =
  'ARG BASE\nFROM ${BASE}\nCOPY toxiproxy-server /toxiproxy\nENTRYPOINT ["/toxiproxy"]\nCMD ["-host=0.0.0.0"]\n';
const PORT = 8474;
let engine: Engine;
let hostImage: string;

beforeAll(async () => {
  engine = await connectEngine();
  hostImage = (await ensureHostImage({ onProgress: () => undefined })).image;
});

let image: string | undefined;
afterAll(() => (image === undefined ? undefined : engine.docker.getImage(image).remove()));

async function imageLikeShopifys(): Promise<string> {
  if (image !== undefined) return image;
  const program = await readFile(await findToxiproxyProgram());
  const context = {
    Dockerfile: Buffer.from(DOCKERFILE),
    'toxiproxy-server': program,
    base: Buffer.from(hostImage),
  };
  image = imageName('halfclose-test-toxiproxy', context);
  await buildImage(engine.docker, context, image, hostImage);
  return image;
}

/** A host with Toxiproxy's container beside it, taken away at the end of the test. */
class Bench implements AsyncDisposable {
  readonly lab = `test-${randomBytes(4).toString('hex')}`;
  readonly events: AgentEvent[] = [];
  network!: LabNetwork;
  host!: Host;

  static async open(): Promise<Bench> {
    const bench = new Bench();
    const toxiproxy = { kind: 'official', image: await imageLikeShopifys() } as const;
    bench.network = await openDockerNetwork(engine, { image: hostImage, toxiproxy }, bench.lab);
    bench.host = await bench.network.createHost({ name: 'proxy', sysctls: {} });
    bench.host.agent.onEvent((event) => bench.events.push(event));
    const { startBeside } = await bench.network.toxiproxy();
    await startBeside?.(bench.host, PORT);
    return bench;
  }

  left = () => findLabelled(engine.docker, `${LAB_LABEL}=${this.lab}`);

  /** Toxiproxy's own container. */
  async beside(): Promise<string> {
    const containers = (await this.left()).filter(({ kind }) => kind === 'container');
    return containers.find(({ id }) => id !== this.host.identity.container)?.id ?? 'none';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.network.stop();
  }
}

describe("Toxiproxy's own image, beside a host", () => {
  testWith('answers on the loopback of the host, and leaves nothing', async () => {
    await using bench = await Bench.open();
    const { version } = await bench.host.agent.request('toxiproxyStart', { port: PORT });
    expect(version).toMatch(/^(2\.12\.0|git)$/);
    // The network, the host and what is beside it.
    expect(await bench.left()).toHaveLength(3);
    await bench.network.stop();
    expect(await bench.left()).toEqual([]);
  });

  testWith('ends when the host does, even where that is killed', async () => {
    await using bench = await Bench.open();
    await engine.docker.getContainer(bench.host.identity.container ?? '').kill();
    const containers = async () => (await bench.left()).filter(({ kind }) => kind === 'container');
    expect(await until(async () => (await containers()).length === 0, 5_000)).toBe(true);
  });

  testWith('that dies is missed', async () => {
    await using bench = await Bench.open();
    await bench.host.agent.request('toxiproxyStart', { port: PORT });
    await engine.docker.getContainer(await bench.beside()).kill();
    await bench.host.agent.request('look', { whileWatched: false });
    await until(() => bench.events.some((event) => event.event === 'app'), 5_000);
    expect(bench.events).toContainEqual(
      expect.objectContaining({ kind: 'toxiproxy-ended', detail: 'its API listens no more' }),
    );
    const asked = { method: 'GET', path: '/version', headers: {}, body: '' };
    await expect(bench.host.agent.request('toxiproxyHttp', asked)).rejects.toMatchObject({
      code: 'TOXIPROXY_DIED',
    });
  });
});
