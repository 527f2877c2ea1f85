import { claim, expect, type Lab, type Server } from 'halfclose';

const SECOND_MS = 1_000;
const CLAIMED_SECONDS = 180;

// ip-sysctl.rst, tcp_synack_retries; reqsk_timer_handler() in net/ipv4/inet_connection_sock.c: the wait doubles with
// each time-out, from TCP_TIMEOUT_INIT, which is 1 s (RFC 6298 section 2.1) and was 3 s until Linux 3.1. One server
// leaves the number of retries as it is, the other is content with one.
claim('O6', { needs: ['wire', 'capture'] }, async ({ lab, O6 }) => {
  const usual = await unanswered(lab, 'usual');
  const hasty = await unanswered(lab, 'hasty', { 'net.ipv4.tcp_synack_retries': 1 });
  await O6.scaledSysctl('net.ipv4.tcp_synack_retries', hasty.host);
  const retries = Number(await usual.host.getSysctl('net.ipv4.tcp_synack_retries'));

  await O6.says('it is retried 5 times by default', () => expect(retries).toBe(5));
  await O6.says('with 1 retry the SYN-ACK is sent once more, and then the entry goes', async () => {
    await expect(hasty).toBeGone();
    await expect(hasty).toHavePassedThrough(['SYN_RECV', 'CLOSED']);
    expect(sendingTimes(hasty)).toHaveLength(2);
  });
  const stillOpen = {
    'usual-client': 'ESTABLISHED',
    'hasty-client': 'ESTABLISHED',
    usual: 'SYN_RECV',
  } as const;
  await expect(lab).toHoldStates(stillOpen, { forMs: 100 });

  const waits = await waitsInSeconds(usual);
  const doubled = Array.from({ length: retries + 1 }, (_wait, index) => (waits[0] ?? 0) * 2 ** index);
  const inAll = doubled.reduce((sum, wait) => sum + wait, 0);
  await O6.says('that is about 180 s in all', () => expect(inAll).toBeCloseTo(CLAIMED_SECONDS, -2));
  await O6.instead('the waits are 1, 2 and 4 s and so on: 3 s with 1 retry, 63 s with 5', () => {
    expect(waits).toEqual([1, 2, 4]);
    expect(lifeInSeconds(hasty)).toBeGreaterThanOrEqual(3);
    expect(inAll).toBe(63);
  });
});

/** A server in SYN_RECV whose client answers every SYN-ACK in vain. */
async function unanswered(lab: Lab, name: string, sysctls = {}): Promise<Server> {
  const server = await lab.server({ name, sysctls });
  const lost = await lab.wire.drop({ to: server, flags: 'ACK', without: 'SYN' });
  await lab.client({ to: server, name: `${name}-client` });
  await lost.caught();
  await expect(server).toReachState('SYN_RECV');
  return server;
}

/** When the server sent its SYN-ACK, by the capture at its host. */
function sendingTimes({ host }: Server): number[] {
  const sent = host.capture.segments.filter(
    ({ direction, flags }) => direction === 'out' && flags.includes('SYN'),
  );
  return sent.map(({ at }) => at);
}

/** From its first SYN-ACK to the look that found its entry gone, in whole seconds. */
function lifeInSeconds(server: Server): number {
  const [first = 0] = sendingTimes(server);
  return Math.round(((server.socket.track.sightings.at(-1)?.at ?? 0) - first) / SECOND_MS);
}

/** How long it waited for an answer the first three times, in whole seconds. */
async function waitsInSeconds(server: Server): Promise<number[]> {
  const again = `${server.name} SYN ACK again`;
  const sent = [`${server.name} SYN ACK`, again, again, again];
  await expect(server).toHaveExchanged(sent, { withinMs: 10_000 });
  const [first = 0, second = 0, third = 0, fourth = 0] = sendingTimes(server);
  return [second - first, third - second, fourth - third].map((ms) => Math.round(ms / SECOND_MS));
}
