import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { dockerBackend } from '../backend/docker/docker-backend.ts';
import { connectEngine, type Engine } from '../backend/docker/engine.ts';
import { ensureHostImage } from '../backend/docker/host-image.ts';
import type { Host } from '../backend/backend.ts';
import { CaptureBench, captureOfSending, expectWhole, hearsOfEnds } from './fixtures/capture-bench.ts';
import { HostCapture } from './host-capture.ts';

jest.setTimeout(120_000);

const MANY_BYTES = 5_000_000;
let engine: Engine;

beforeAll(async () => {
  engine = await connectEngine();
  await ensureHostImage({ onProgress: () => undefined });
});

/** Runs a shell in the host's container, to its end. Resolves to what it said. */
async function runIn({ identity }: Host, script: string): Promise<string> {
  const container = engine.docker.getContainer(identity.container ?? '');
  const exec = await container.exec({ Cmd: ['sh', '-c', script], AttachStdout: true, AttachStderr: true });
  const said = await text(await exec.start({}));
  expect(await exec.inspect()).toMatchObject({ ExitCode: 0 });
  return said;
}

describe('the capture of a container', () => {
  test('shows everything that has passed when it has been flushed', async () => {
    await using bench = await CaptureBench.open(dockerBackend);
    expectWhole(await captureOfSending(bench, MANY_BYTES), MANY_BYTES);
  });

  test('is off, and says why, where there is no tcpdump', async () => {
    await using bench = await CaptureBench.open(dockerBackend);
    await runIn(bench.client, 'rm "$(command -v tcpdump)"');
    const { capture, sent } = await captureOfSending(bench, 1);
    expect(sent).toEqual({ bytes: 0, upTo: 0 });
    expect(capture.evidence()).toMatchObject({ state: 'off', why: expect.stringContaining('tcpdump') });
  });

  test('is lost, and says so, when its tcpdump is killed', async () => {
    await using bench = await CaptureBench.open(dockerBackend);
    const capture = await HostCapture.start(bench.client);
    const ended = new Promise<void>((resolve) =>
      bench.client.agent.onEvent(({ event }) => {
        if (event === 'capture-ended') resolve();
      }),
    );
    await runIn(
      bench.client,
      'for p in /proc/[0-9]*; do grep -q tcpdump $p/comm && kill -9 ${p#/proc/}; done; true',
    );
    await ended;
    expect(capture.evidence()).toMatchObject({ state: 'lost', why: 'tcpdump ended without a word' });
  });
});

test('sockets that end are told, with both their ends', async () => {
  await using bench = await CaptureBench.open(dockerBackend);
  await HostCapture.start(bench.server);
  let table = '';
  const hears = async () => {
    table = await runIn(bench.server, 'cat /proc/net/netlink');
    return table.split('\n').some(hearsOfEnds);
  };
  for (let looks = 1; !(await hears()); looks++) if (looks === 100) throw new Error(table);
  const ended = bench.firstEnd(bench.server);
  await bench.exchange(1);
  expect(await ended).toMatchObject({ local: { port: 7000 }, peer: { address: bench.client.ipv4 } });
});
