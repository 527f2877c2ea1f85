import { claim, expect, type LabSocket } from 'halfclose';
import { histogram } from './busy-server.ts';
import { connected } from './time-wait-connection.ts';

const FIN_TIMEOUT = 'net.ipv4.tcp_fin_timeout';
const MINUTE_MS = 60_000;
/** How much later than the kernel a busy machine may look: so much less, or more, the looks show. */
const LATE_MS = 5_000;

// RFC 9293 section 3.4.2: an MSL is 2 minutes. TCP_TIMEWAIT_LEN in include/net/tcp.h: 60 s, a constant. man 7 tcp,
// tcp_fin_timeout: FIN_WAIT2 alone. The minute is waited for, on two hosts side by side.
claim(['T2', 'T11'], { needs: 'trace', tags: ['slow'], deadlineMs: 120_000 }, async ({ lab, T2, T11 }) => {
  const usual = await connected(lab);
  const sysctls = { [FIN_TIMEOUT]: 1 };
  const lowered = await connected(lab, { name: 'other-server' }, { name: 'lowered', sysctls });
  await T11.scaledSysctl(FIN_TIMEOUT, lowered.client.host);
  for (const { client, server } of [usual, lowered]) {
    await client.sendFin();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
  }

  await T11.says('with tcp_fin_timeout at 1 s, TIME_WAIT is over soon after', () =>
    expect(lowered.client).toBeGone({ withinMs: 3_000 }),
  );
  await T11.says('there are then fewer of them than where it was left alone', async () => {
    const [here, there] = [await histogram(lowered.client.host), await histogram(usual.client.host)];
    expect(here.TIME_WAIT ?? 0).toBeLessThan(there.TIME_WAIT ?? 0);
  });

  await T2.says('on Linux it lasts 60 s', () => lastsAMinute(usual.client));
  await expect(usual.client).toBeGone({ withinMs: 30_000 });
  await T2.says('it lasts 2 minutes at least', () => {
    expect(lasted(usual.client).mostMs).toBeGreaterThanOrEqual(2 * MINUTE_MS);
  });
  await T2.instead('it lasts 60 s at the end that closed first, and the other end has none', async () => {
    await lastsAMinute(usual.client);
    await expect(usual.server).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
  });
  await T11.instead('TIME_WAIT lasts 60 s there as well, and the other end has none', async () => {
    await lastsAMinute(lowered.client);
    await expect(lowered.server).toHavePassedThrough(['CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
  });
});

async function lastsAMinute(client: LabSocket): Promise<void> {
  await expect(client).toBeGone({ withinMs: MINUTE_MS + LATE_MS });
  const { leastMs, mostMs } = lasted(client);
  expect(leastMs).toBeGreaterThan(MINUTE_MS - LATE_MS);
  expect(mostMs).toBeGreaterThanOrEqual(MINUTE_MS);
}

/** How long it was in TIME_WAIT: so long it was seen there, and so long passed between the looks before and after. */
function lasted({ track: { sightings } }: LabSocket): { leastMs: number; mostMs: number } {
  const begun = sightings.find(({ state }) => state === 'TIME_WAIT');
  const over = sightings.findLast(({ state }) => state === 'CLOSED');
  if (!begun || !over) throw new Error('no look has shown both its beginning and its end');
  return { leastMs: over.before - begun.at, mostMs: over.at - begun.before };
}
