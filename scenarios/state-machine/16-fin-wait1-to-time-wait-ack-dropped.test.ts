import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, FIN in FIN_WAIT1 that acknowledges ours. Forced by dropping the peer's ACKs, and holding
// its FIN, so that nothing but that FIN tells of either.
scenario(
  'a FIN that acknowledges its own takes the client from FIN_WAIT1 to TIME_WAIT',
  { needs: 'wire', edge: 16 },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const dropped = await lab.wire.drop({ to: client, flags: 'ACK', without: 'FIN' });
    const held = await lab.wire.hold({ to: client, flags: 'FIN ACK' });
    await client.sendFin();
    await dropped.caught();
    await expect(server).toReachState('CLOSE_WAIT');
    await server.sendFin();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'LAST_ACK' }, { forMs: 100 });

    await held.releaseOne();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
    await expect(client).toHavePassedThrough(['FIN_WAIT1', 'TIME_WAIT']);
  },
);
