import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, FIN in FIN_WAIT1 before the ACK of ours. Both FINs are held until both are on their way;
// the ACKs are held too, and what is sent again stays held, for it acknowledges the other end's FIN.
scenario(
  'FINs cross: both ends go from FIN_WAIT1 to CLOSING',
  { needs: 'wire', edge: 15 },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const finOfClient = await lab.wire.hold({ from: client, flags: 'FIN' });
    const finOfServer = await lab.wire.hold({ to: client, flags: 'FIN' });
    const ackOfClient = await lab.wire.hold({ from: client, flags: 'ACK', without: 'FIN' });
    const ackOfServer = await lab.wire.hold({ to: client, flags: 'ACK', without: 'FIN' });
    await client.sendFin();
    await server.sendFin();
    await finOfClient.caught();
    await finOfServer.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'FIN_WAIT1' }, { forMs: 100 });

    await finOfClient.releaseOne();
    await finOfServer.releaseOne();
    await ackOfClient.caught();
    await ackOfServer.caught();
    await expect(client).toReachState('CLOSING');
    await expect(server).toReachState('CLOSING');
    await expect(lab).toHoldStates({ client: 'CLOSING', server: 'CLOSING' }, { forMs: 100 });
    await expect(client).toHavePassedThrough(['FIN_WAIT1', 'CLOSING']);
    await expect(server).toHavePassedThrough(['FIN_WAIT1', 'CLOSING']);
  },
);
