import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.4, CLOSE in ESTABLISHED: a FIN is sent. FIN_WAIT1 lasts because every FIN is dropped at the
// peer.
scenario(
  'close: the client rests in FIN_WAIT1 while its FINs are lost',
  { needs: 'wire', edge: 12 },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const dropped = await lab.wire.drop({ from: client, flags: 'FIN' });
    await client.sendFin();

    await dropped.caught(2); // the kernel sends it again: its retransmission timer runs
    await expect(client).toReachState('FIN_WAIT1');
    await expect(lab).toHoldStates({ client: 'FIN_WAIT1', server: 'ESTABLISHED' }, { forMs: 100 });
    expect(client.track.sightings.at(-1)?.row?.timer?.name).toBe('on');

    await dropped.lift();
    await expect(client).toReachState('FIN_WAIT2');
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2']);
  },
);
