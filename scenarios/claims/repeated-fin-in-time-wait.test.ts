import { claim, expect } from 'halfclose';
import { connected, timeWaitLeft } from './time-wait-connection.ts';

/** TIME_WAIT has run for so long when the FIN comes again: seconds of its 60, so that a new start shows, also late. */
const RUN_FOR_MS = 4_000;

// RFC 9293 section 3.10.7.4, eighth, TIME-WAIT; tcp_timewait_state_process(). The client's last ACK is lost, and the FIN
// that the server then sends again is held until the timer has run for a while.
claim('T3', { needs: ['wire', 'capture'] }, async ({ lab, T3 }) => {
  const { client, server } = await connected(lab);
  const again = await lab.wire.hold({ from: server.socket, flags: 'FIN', after: 1 });
  const lost = await lab.wire.drop({ from: client, flags: 'ACK', without: 'FIN', first: 1 });
  await client.sendFin();
  await lost.caught();
  await again.caught();
  await expect(client).toReachState('TIME_WAIT');
  await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'LAST_ACK' }, { forMs: RUN_FOR_MS });
  const begun = client.track.sightings.at(-1);

  await again.releaseOne();
  await T3.says('the repeated FIN is acknowledged again, at both ends', async () => {
    const repeated = ['server FIN ACK again', 'client ACK'];
    await expect(client).toHaveExchanged(repeated);
    await expect(server).toHaveExchanged(repeated);
  });
  await T3.says('with that the peer is done', async () => {
    await expect(server).toBeGone();
    await expect(server).toHavePassedThrough(['LAST_ACK', 'CLOSED']);
    await expect(server).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
  });
  await T3.says('the wait starts over', async () => {
    await client.host.look();
    await expect(client).toReachState('TIME_WAIT');
    const anew = client.track.sightings.at(-1);
    const passedMs = (anew?.at ?? 0) - (begun?.at ?? 0);
    expect(passedMs).toBeGreaterThan(RUN_FOR_MS);
    expect(timeWaitLeft(client)).toBeGreaterThan((begun?.row?.timer?.remainingMs ?? 0) - RUN_FOR_MS);
  });
});
