import path from 'node:path';
import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import type { Counters } from '../../model/protocol.ts';
import { until } from '../../scenario/fixtures/child-run.ts';
import { testMounting } from '../../scenario/fixtures/test-where.ts';
import { netnsBackend } from '../../backend/netns/netns-backend.ts';
import { Lab } from '../lab.ts';
import type { LabHost } from '../lab-host.ts';
import { Capture, type Captured } from './fixtures/capture.ts';
import { InNamespace } from './fixtures/in-namespace.ts';
import type { WireFault } from './wire-fault.ts';
import { pidOf } from '../../scenario/fixtures/processes.ts';

jest.setTimeout(90_000);

const CONNECTIONS = 1_000;
const ROUNDS = 5;
const PORT = 7000;
const TALKERS = path.join(__dirname, 'fixtures', 'talkers.mts');

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open(netnsBackend);
});
afterEach(async () => {
  expect(await lab.teardown.run()).toEqual([]);
});

const node = (host: LabHost, ...args: string[]) =>
  new InNamespace(pidOf(host), [process.execPath, TALKERS, ...args]);

/** The third segment with data in each direction between two ends, `10.64.0.2.40000 > 10.64.0.3.7000 12345`. */
function thirds(captured: readonly Captured[]): string[] {
  const seen = new Map<string, number>();
  return captured.flatMap(({ from, to, length, seq }) => {
    if (length === 0) return [];
    const ends = `${from} > ${to}`;
    const count = (seen.get(ends) ?? 0) + 1;
    seen.set(ends, count);
    return count === 3 ? [`${ends} ${String(seq)}`] : [];
  });
}

function touchedBy(fault: WireFault): string[] {
  return fault.segments.map(({ from, to, seq }) => {
    const ends = [from, to].map(({ address, port }) => `${address}.${String(port)}`);
    return `${ends.join(' > ')} ${String(seq)}`;
  });
}

/**
 * One core takes all that a host receives (RPS, Documentation/networking/scaling.rst). Where two receive side by side,
 * a capture and the queue need not agree on the order, not even of one connection's segments: one core may have what a
 * timer sends again while the other has the next.
 */
async function receivesOnOneCore(host: LabHost): Promise<void> {
  const steer = 'mount -t sysfs sysfs /sys && echo 1 > /sys/class/net/eth0/queues/rx-0/rps_cpus';
  await new InNamespace(pidOf(host), ['unshare', '--mount', 'sh', '-c', steer]).ended();
}

/** Segments that netfilter let through to TCP. What a capture has seen last may still be on its way. */
async function cameThrough(host: LabHost, since: Counters, wanted: number): Promise<number | undefined> {
  const count = async () => (await host.counterDeltas(since))['Tcp.InSegs'];
  await until(async () => (await count()) === wanted, 5_000);
  return count();
}

// A capture sees what comes before netfilter does, the kernel's own count (Tcp.InSegs) what came through it.
testMounting()(
  'of 1,000 connections each way, exactly the third data segment is touched, and nothing else is lost',
  async () => {
    const [server, client] = [await lab.host({ name: 'server' }), await lab.host({ name: 'client' })];
    for (const host of [server, client]) await receivesOnOneCore(host);
    await using listener = node(server, 'listen', server.ip('ipv4'), String(PORT));
    await listener.says('listening');
    const third = { nth: 3, payload: { min: 1 } };
    const held = await lab.wire.hold({ from: client, to: { host: server, port: PORT }, ...third });
    const dropped = await lab.wire.drop({ from: { host: server, port: PORT }, to: client, ...third });
    const before = [await server.counters(), await client.counters()] as const;
    await using intoServer = await Capture.start(pidOf(server), server.ip('ipv4'));
    await using intoClient = await Capture.start(pidOf(client), client.ip('ipv4'));

    const rounds = [String(CONNECTIONS), String(ROUNDS)];
    await using talker = node(client, 'talk', server.ip('ipv4'), String(PORT), ...rounds);
    await talker.says('talked');
    await held.release();
    // The end of both captures: a SYN for a port that nobody listens on, and its answer.
    const [from, to] = [
      { host: client, port: 9 },
      { host: server, port: 9 },
    ] as const;
    await lab.wire.inject({ from, to, flags: 'SYN' });
    const atServer = await intoServer.upTo(/> \S+\.9: Flags \[S/);
    const atClient = await intoClient.upTo(/\.9 > .*Flags \[R/);

    expect(held.segments).toHaveLength(CONNECTIONS);
    expect(touchedBy(held)).toEqual(thirds(atServer));
    expect(dropped.segments).toHaveLength(CONNECTIONS);
    expect(touchedBy(dropped)).toEqual(thirds(atClient));
    expect(await cameThrough(server, before[0], atServer.length)).toBe(atServer.length);
    expect(await cameThrough(client, before[1], atClient.length - CONNECTIONS)).toBe(
      atClient.length - CONNECTIONS,
    );
    // All but the SYN for the other port, and its answer.
    expect(await server.wireHealth()).toEqual({ queued: atServer.length - 1, lost: 0 });
    expect(await client.wireHealth()).toEqual({ queued: atClient.length - 1, lost: 0 });

    // Not one more than there were, although data came while the handshake's ACK was still on the wire.
    expect(await server.counterDeltas(before[0])).toMatchObject({ 'Tcp.PassiveOpens': CONNECTIONS });
    // Their connections were over by then, so the server's kernel answered each with a reset as it came to it.
    const resets = atClient.filter(({ flags, from: end }) => flags === 'R' && !end.endsWith('.9'));
    expect(resets.map(({ to: end }) => end)).toEqual(
      held.segments.map(({ from: { address, port } }) => `${address}.${String(port)}`),
    );
  },
);
