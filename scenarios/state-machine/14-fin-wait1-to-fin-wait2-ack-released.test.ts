import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.7.4, ACK of our FIN in FIN_WAIT1. Forced by holding that ACK, then letting go; the peer does
// not close.
scenario(
  'the ACK of its FIN takes the client from FIN_WAIT1 to FIN_WAIT2',
  { needs: 'wire', edge: 14 },
  async ({ lab }) => {
    const { client } = await connected(lab);
    const held = await lab.wire.hold({ to: client, flags: 'ACK', without: 'FIN' });
    await client.sendFin();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'CLOSE_WAIT' }, { forMs: 100 });

    await held.releaseOne();
    await expect(client).toReachState('FIN_WAIT2');
    await expect(client).toHavePassedThrough(['FIN_WAIT1', 'FIN_WAIT2']);
    await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 100 });
  },
);

// The same edge where no descriptor is left: FIN_WAIT2 is a timewait mini-socket then (tcp_time_wait in
// tcp_rcv_state_process).
scenario(
  'an orphan takes it too, and is a mini-socket in FIN_WAIT2',
  { needs: 'wire', edge: 14 },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const held = await lab.wire.hold({ to: client, flags: 'ACK', without: 'FIN' });
    await client.close();

    await held.caught();
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'CLOSE_WAIT' }, { forMs: 100 });
    expect(client.track.sightings.at(-1)?.row).toMatchObject({ inode: 0, timer: { name: 'on' } });

    await held.releaseOne();
    await expect(client).toReachState('FIN_WAIT2');
    expect(client.track.sightings.at(-1)?.row).toMatchObject({ inode: 0, timer: { name: 'timewait' } });
    await expect(server).toReachState('CLOSE_WAIT');
  },
);
