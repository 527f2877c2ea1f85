import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, eighth: a FIN that is sent again in TIME-WAIT is acknowledged again, and the 2 MSL start
// anew. The client's last ACK is lost; the FIN that the server then sends again is held until the timer has run a while.
scenario(
  'FIN again in TIME_WAIT: acknowledged again, from 60 s anew',
  { needs: 'wire', edge: 31 },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await client.sendFin();
    await expect(client).toReachState('FIN_WAIT2');
    await expect(server).toReachState('CLOSE_WAIT');
    const again = await lab.wire.hold({ from: server.socket, flags: 'FIN', after: 1 });
    const lost = await lab.wire.drop({ from: client, flags: 'ACK', first: 1 });
    await server.sendFin();
    await lost.caught();
    await again.caught();
    await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'LAST_ACK' }, { forMs: 4_000 });
    expect(timeWaits()).toHaveLength(1);

    await again.releaseOne();
    await expect(server).toBeGone();
    await client.host.look();
    const [first, anew] = timeWaits();
    const passed = (anew?.at ?? 0) - (first?.at ?? 0);
    expect(anew?.row?.timer?.remainingMs).toBeGreaterThan(60_000 - passed);
    await expect(client).toReachState('TIME_WAIT');

    /** A look that shows no more than a timer that has run on is not kept: each of these is a start. */
    function timeWaits() {
      return client.track.sightings.filter(({ state }) => state === 'TIME_WAIT');
    }
  },
);
