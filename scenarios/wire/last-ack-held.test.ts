import { expect, scenario } from 'halfclose';

/** LAST_ACK lasts microseconds on its own: it ends with the acknowledgement of the FIN (RFC 9293 section 3.6). */
scenario(
  'the final ACK is held: LAST_ACK stays as long as we like, and ends when it is released',
  { needs: 'wire' },
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server });
    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');

    const held = await lab.wire.hold({ from: client, flags: 'ACK', without: 'PSH FIN' });
    await client.sendFin();
    await expect(server).toReachState('LAST_ACK');
    await held.caught();
    await expect(lab).toHoldStates({ client: 'TIME_WAIT', server: 'LAST_ACK' }, { forMs: 2_000 });

    await held.release();
    await expect(server).toBeGone();
    await expect(client).toReachState('TIME_WAIT');
  },
);
