import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { netnsBackend } from '../backend/netns/netns-backend.ts';
import { until } from '../scenario/fixtures/child-run.ts';
import { processesInNetworkOf, stillAlive, type LiveProcess } from '../scenario/fixtures/processes.ts';
import { CaptureBench, captureOfSending, expectWhole, hearsOfEnds } from './fixtures/capture-bench.ts';
import { HostCapture } from './host-capture.ts';

const MANY_BYTES = 5_000_000;

function running(pid: number, program: string): LiveProcess[] {
  return processesInNetworkOf(pid).filter(({ command }) => command.startsWith(program));
}

describe('the capture of a host', () => {
  test('shows everything that has passed when it has been flushed', async () => {
    await using bench = await CaptureBench.open(netnsBackend);
    const { capture, sent } = await captureOfSending(bench, MANY_BYTES);
    expectWhole({ capture, sent }, MANY_BYTES);
    const { packets } = capture.evidence();
    await capture.flush();
    expect(capture.evidence()).toMatchObject({ state: 'on', packets, dropped: 0 });
  });

  test('tells how many packets the kernel had no room for, and is in doubt', async () => {
    await using bench = await CaptureBench.open(netnsBackend);
    const pid = bench.client.identity.pid ?? 0;
    const capture = await HostCapture.start(bench.client);
    const [tcpdump] = running(pid, 'tcpdump');
    // Each segment on its own, and nobody to take it out of a ring that has room for some five thousand.
    const alone = ['ip', 'link', 'set', 'eth0', 'gso_max_segs', '1'];
    execFileSync('nsenter', ['-t', String(pid), '-n', ...alone]);
    process.kill(tcpdump?.pid ?? 0, 'SIGSTOP');
    await bench.exchange(2 * MANY_BYTES);
    process.kill(tcpdump?.pid ?? 0, 'SIGCONT');
    await capture.flush();
    const { state, dropped, packets } = capture.evidence();
    expect(state).toBe('on');
    expect(dropped).toBeGreaterThan(0);
    expect(packets).toBeGreaterThan(1_000);
    expect(capture.doubt).toBe(`the capture dropped ${String(dropped)} packets`);
  });

  test('tells times of the clock that it says', async () => {
    await using bench = await CaptureBench.open(netnsBackend);
    const capture = await HostCapture.start(bench.client);
    const times: number[] = [];
    capture.onPackets((packets) => times.push(...packets.map((packet) => capture.timeOf(packet))));
    const { at: before } = await bench.client.agent.request('hello', {});
    await bench.exchange(1);
    await capture.flush();
    const { at: after } = await bench.client.agent.request('hello', {});
    // SYN, SYN-ACK, ACK, data, FIN and what acknowledges them.
    expect(times.length).toBeGreaterThanOrEqual(6);
    expect(Math.min(...times)).toBeGreaterThan(before);
    expect(Math.max(...times)).toBeLessThan(after);
  });

  test('is lost, and says so, when its tcpdump is killed', async () => {
    await using bench = await CaptureBench.open(netnsBackend);
    const capture = await HostCapture.start(bench.client);
    const [tcpdump] = running(bench.client.identity.pid ?? 0, 'tcpdump');
    const ended = new Promise<void>((resolve) =>
      bench.client.agent.onEvent(({ event }) => {
        if (event === 'capture-ended') resolve();
      }),
    );
    process.kill(tcpdump?.pid ?? 0, 'SIGKILL');
    await ended;
    await capture.flush();
    expect(capture.evidence()).toMatchObject({ state: 'lost', why: 'tcpdump ended without a word' });
    expect(capture.doubt).toBe('the capture is lost: tcpdump ended without a word');
  });

  test('is lost when its agent is', async () => {
    await using bench = await CaptureBench.open(netnsBackend);
    const capture = await HostCapture.start(bench.client);
    process.kill(bench.client.identity.pid ?? 0, 'SIGKILL');
    await capture.flush();
    expect(capture.evidence()).toMatchObject({ state: 'lost', why: expect.stringContaining('the agent of') });
  });
});

test('sockets that end are told, with both their ends', async () => {
  await using bench = await CaptureBench.open(netnsBackend);
  await HostCapture.start(bench.server);
  const table = `/proc/${String(bench.server.identity.pid)}/net/netlink`;
  const hears = () => readFileSync(table, 'utf8').split('\n').some(hearsOfEnds);
  expect(await until(hears, 5_000)).toBe(true);
  const ended = bench.firstEnd(bench.server);
  await bench.exchange(1);
  expect(await ended).toMatchObject({
    local: { address: bench.server.ipv4, port: 7000 },
    peer: { address: bench.client.ipv4 },
  });
});

test('neither tool outlives an agent that is killed', async () => {
  await using bench = await CaptureBench.open(netnsBackend);
  const pid = bench.client.identity.pid ?? 0;
  await HostCapture.start(bench.client);
  const tools = () => [...running(pid, 'tcpdump'), ...running(pid, 'ss -EHOtne')];
  expect(await until(() => tools().length === 2, 5_000)).toBe(true);
  const alive = tools();
  process.kill(pid, 'SIGKILL');
  expect(await until(() => stillAlive(alive).length === 0, 5_000)).toBe(true);
});
