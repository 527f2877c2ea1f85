import { claim, expect, type Client, type Lab, type LabSocket, type Server } from 'halfclose';

type Steered = Client | ReturnType<Server['connection']>;

/** One end closes, and when it is known to have been heard the other does too. */
async function close(active: Steered, passive: Steered): Promise<void> {
  await expect(active).toReachState('ESTABLISHED');
  await expect(passive).toReachState('ESTABLISHED');
  await active.sendFin();
  await expect(active).toReachState('FIN_WAIT2');
  await expect(passive).toReachState('CLOSE_WAIT');
  await passive.sendFin();
  await expect(active).toReachState('TIME_WAIT');
}

async function closedFirst(
  lab: Lab,
): Promise<Record<'byClient' | 'byServer', Record<'active' | 'passive', Steered>>> {
  const server = await lab.server({ onFin: 'ignore' });
  const first = await lab.client({ name: 'first', to: server, onFin: 'ignore' });
  await close(first, server.connection(1));
  const second = await lab.client({ name: 'second', to: server, onFin: 'ignore' });
  await close(server.connection(2), second);
  return {
    byClient: { active: first, passive: server.connection(1) },
    byServer: { active: server.connection(2), passive: second },
  };
}

/** How long TIME_WAIT would last without `ss -K`. */
function timeLeft(socket: LabSocket): string {
  return `${String(socket.track.sightings.at(-1)?.row?.timer?.remainingMs)} ms`;
}

const ACTIVE = ['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT', 'CLOSED'] as const;
const PASSIVE = ['ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED'] as const;

// RFC 9293 section 3.6, case 1. TIME_WAIT ends by its timer (inet_twsk_kill()), after a minute; `ss -K` has it end so
// now (inet_twsk_deschedule_put()).
claim(['C1', 'C2', 'C18'], { needs: 'trace' }, async ({ lab, C1, C2, C18 }) => {
  const { byClient, byServer } = await closedFirst(lab);
  const byDefault = `${timeLeft(byServer.active)} more`;
  C1.scaled('TIME_WAIT', { here: 'until ss -K', byDefault, readFrom: "the timer of the server's end" });
  for (const [who, { active, passive }] of Object.entries({ client: byClient, server: byServer })) {
    const other = who === 'client' ? 'server' : 'client';
    await C2.says(`${other}: ESTABLISHED, CLOSE_WAIT, LAST_ACK, CLOSED`, () =>
      expect(passive).toHavePassedThrough(PASSIVE),
    );
    await C18.says(`the ${other} is gone while the ${who}, which closed first, is still there`, async () => {
      await expect(passive).toBeGone();
      await expect(lab).toHoldStates({ [active.name]: 'TIME_WAIT' }, { forMs: 100 });
    });
    await active.abort();
    await C1.says(`${who} first: ESTABLISHED, FIN_WAIT1, FIN_WAIT2, TIME_WAIT, CLOSED`, () =>
      expect(active).toHavePassedThrough(ACTIVE),
    );
  }
});
