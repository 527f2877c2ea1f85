import { claim, expect } from 'halfclose';
import { openingAtOnce } from '../state-machine/simultaneous-open.ts';

// RFC 9293 section 3.10.7.4, second: after a passive open RST returns to LISTEN. On Linux SYN_RECV is a request of its
// own, which tcp_check_req() in net/ipv4/tcp_minisocks.c drops.
claim('O7', { needs: 'wire' }, async ({ lab, O7 }) => {
  const server = await lab.server();
  const held = await lab.wire.hold({ to: server, flags: 'ACK', without: 'SYN RST' });
  const client = await lab.client({ to: server });
  await held.caught();
  await expect(server).toReachState('SYN_RECV');
  await expect(client).toReachState('ESTABLISHED');
  await client.reset();
  await expect(client).toBeGone();

  await O7.says('the RST ends SYN_RECV', () => expect(server).toReachState(['LISTEN', 'CLOSED']));
  await O7.says('what was in SYN_RECV is in LISTEN then', () =>
    expect(server).toReachState('LISTEN', { withinMs: 200 }),
  );
  await O7.instead('it is gone, and the listener was in LISTEN all the time', async () => {
    await expect(server).toBeGone();
    await expect(server).toHavePassedThrough(['SYN_RECV', 'CLOSED']);
    await expect(server.host).toHaveCounted('EmbryonicRsts', 1);
    expect(server.listener.track.transitions().map(({ to }) => to)).toEqual(['LISTEN']);
  });

  await held.discard();
  await held.lift();
  await O7.says('the port takes the next connection', async () => {
    await expect(await lab.client({ to: server })).toReachState('ESTABLISHED');
    await expect(server.connection(2)).toReachState('ESTABLISHED');
  });
});

// RFC 9293 section 3.10.4, CLOSE in SYN-RECEIVED: FIN, to FIN-WAIT-1. An application has such a socket after a
// simultaneous open.
claim('O8', { needs: 'wire' }, async ({ lab, O8 }) => {
  const { left, toLeft, toRight } = await openingAtOnce(lab);
  await left.close();
  await O8.says('from SYN_RECV to FIN_WAIT1, with nothing between', async () => {
    await expect(left).toReachState('FIN_WAIT1');
    await expect(lab).toHoldStates({ left: 'FIN_WAIT1', right: 'SYN_RECV' }, { forMs: 100 });
    const last = left.track.transitions().at(-1);
    expect(last).toMatchObject({ from: 'SYN_RECV', to: 'FIN_WAIT1' });
  });
  await toLeft.lift();
  await toRight.lift();
});
