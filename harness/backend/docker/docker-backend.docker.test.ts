import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { packageRoot } from '../package-files.ts';
import { dockerBackend } from './docker-backend.ts';
import { connectEngine, type Engine } from './engine.ts';
import { ensureHostImage, requireHostImage } from './host-image.ts';
import { findLabelled, removeLeftovers } from './leftovers.ts';
import { LAB_LABEL } from './run-id.ts';

jest.setTimeout(120_000);

const newLab = () => `test-${randomBytes(4).toString('hex')}`;
let engine: Engine;

beforeAll(async () => {
  engine = await connectEngine();
  await ensureHostImage({ onProgress: () => undefined });
});

const ofLab = (lab: string) => findLabelled(engine.docker, `${LAB_LABEL}=${lab}`);

describe('a lab on the engine', () => {
  test('has hosts with both families, sysctls and names of their own, and leaves nothing', async () => {
    const lab = newLab();
    const network = await dockerBackend.createNetwork(lab);
    try {
      expect(network.facts['ipv6']).toMatch(/^fd[0-9a-f:]+\/64$/);
      const [client, server] = await Promise.all([
        network.createHost({ name: 'client', sysctls: { 'net.ipv4.tcp_fin_timeout': '7' } }),
        network.createHost({ name: 'server', sysctls: {} }),
      ]);
      expect(client.ipv4).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(client.ipv6).toMatch(/^fd/);
      expect(new Set([client.ipv4, client.ipv6, server.ipv4, server.ipv6]).size).toBe(4);
      await expect(server.agent.request('hello', {})).resolves.toMatchObject({ pid: 1 });
      expect(await ofLab(lab)).toHaveLength(3);

      const { Config, HostConfig } = await engine.docker
        .getContainer(client.identity.container ?? '')
        .inspect();
      expect(Config.Hostname).toBe('client');
      expect(HostConfig).toMatchObject({
        Sysctls: { 'net.ipv4.tcp_fin_timeout': '7' },
        Privileged: false,
        CapAdd: ['NET_ADMIN'],
        Binds: null,
      });
    } finally {
      await network.stop();
    }
    expect(await ofLab(lab)).toEqual([]);
  });

  test('a host ends by itself, once, and its agent is known to have ended when it is killed', async () => {
    const lab = newLab();
    const network = await dockerBackend.createNetwork(lab);
    try {
      const host = await network.createHost({ name: 'client', sysctls: {} });
      const death = new Promise<Error>((resolve) => host.agent.onDeath(resolve));
      await engine.docker.getContainer(host.identity.container ?? '').kill();
      await expect(death).resolves.toMatchObject({ code: 'AGENT_DIED' });
      await host.stop();
      expect((await ofLab(lab)).map(({ kind }) => kind)).toEqual(['network']);
    } finally {
      await network.stop();
    }
  });

  test('a sysctl the engine refuses is a typed error, and leaves no container', async () => {
    const lab = newLab();
    const network = await dockerBackend.createNetwork(lab);
    try {
      await expect(
        network.createHost({ name: 'client', sysctls: { 'net.ipv4.no_such': '1' } }),
      ).rejects.toMatchObject({
        code: 'HOST_SETUP_FAILED',
        message: expect.stringMatching(/^host client: .*no_such/s),
      });
      expect((await ofLab(lab)).map(({ kind }) => kind)).toEqual(['network']);
    } finally {
      await network.stop();
    }
  });

  test('clearing up leaves a living run alone', async () => {
    const lab = newLab();
    const network = await dockerBackend.createNetwork(lab);
    try {
      const { kept } = await removeLeftovers();
      expect(kept).toContainEqual(expect.objectContaining({ lab, kind: 'network', state: 'alive' }));
      expect(await ofLab(lab)).toHaveLength(1);
    } finally {
      await network.stop();
    }
  });
});

test('a missing image is named, with what builds it', async () => {
  const unbuilt = { Dockerfile: Buffer.from('FROM scratch'), 'agent.js': randomBytes(8) };
  await expect(requireHostImage(engine.docker, unbuilt)).rejects.toMatchObject({
    code: 'NO_IMAGE',
    message: expect.stringMatching(
      /^the engine has no image halfclose-host:[0-9a-f]{12}\n {2}build it with `npx halfclose images`/,
    ),
  });
});

describe('a harness that is killed', () => {
  // Inside the package, since the harness looks for its files above itself.
  const folder = mkdtempSync(path.join(packageRoot(), 'node_modules', '.halfclose-test-'));
  const victim = path.join(folder, 'victim.js');

  beforeAll(() => {
    const entryPoints = [path.join(__dirname, 'fixtures', 'harness-that-hangs.ts')];
    buildSync({
      entryPoints,
      outfile: victim,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      packages: 'external',
    });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  async function midScenario(lab: string): Promise<ChildProcess & { pid: number }> {
    const child = spawn(process.execPath, [victim, lab], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    expect(await ofLab(lab)).toHaveLength(3);
    return child as typeof child & { pid: number };
  }

  /** What is left once the engine has nothing more of the lab than `expected`, or five seconds have passed. */
  async function leftAfterFiveSeconds(lab: string, expected: number): Promise<string[]> {
    const deadline = performance.now() + 5_000;
    let left = await ofLab(lab);
    while (left.length > expected && performance.now() < deadline) left = await ofLab(lab);
    return left.map(({ kind }) => kind);
  }

  test.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s, with its process group, leaves nothing',
    async (signal) => {
      const lab = newLab();
      const harness = await midScenario(lab);
      process.kill(-harness.pid, signal);
      await once(harness, 'exit');
      expect(await leftAfterFiveSeconds(lab, 0)).toEqual([]);
    },
  );

  test('with its reaper leaves no container, and a network that clearing up removes', async () => {
    const lab = newLab();
    const harness = await midScenario(lab);
    const pid = String(harness.pid);
    const reaper = Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
    process.kill(reaper, 'SIGKILL');
    harness.kill('SIGKILL');
    await once(harness, 'exit');
    expect(await leftAfterFiveSeconds(lab, 1)).toEqual(['network']);

    const { removed } = await removeLeftovers();
    expect(removed).toContainEqual(expect.objectContaining({ lab, kind: 'network' }));
    expect(await ofLab(lab)).toEqual([]);
  });
});
