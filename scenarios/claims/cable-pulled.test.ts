import { claim, expect } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';
import { keepAlive } from './keepalive.ts';

// RFC 9293 section 3.8.4: TCP sends nothing on an idle connection; what is not sent cannot be missed.
claim('K1', { needs: 'wire' }, async ({ lab, K1 }) => {
  const { client, accepted } = await connectedPair(lab);
  await lab.wire.cut(client.host);

  await K1.says('both ends are in ESTABLISHED, for as long as we look', () =>
    expect(lab).toHoldStates({ client: 'ESTABLISHED', [accepted.name]: 'ESTABLISHED' }, { forMs: 1_500 }),
  );
  await K1.says('and no timer runs that would ever notice', () => {
    for (const { track } of [client, accepted]) {
      const row = track.sightings.at(-1)?.row;
      expect(row?.state).toBe('ESTABLISHED');
      expect(row?.timer).toBeUndefined();
    }
  });
});

// man 7 tcp; tcp_keepalive_timer() in net/ipv4/tcp_timer.c: unanswered probes end the connection with ETIMEDOUT. It does not
// probe while something is unacknowledged ("It is alive without keepalive"): then only retransmission finds out.
claim('K2', { needs: 'wire' }, async ({ lab, K2 }) => {
  const { client, server, accepted } = await connectedPair(lab);
  const busy = await lab.rawSocket({ name: 'busy', on: client.host });
  await busy.connect(server);
  const busyPeer = (await server.accept()).socket;
  await lab.wire.cut(client.host);
  await busy.send('anyone?');
  await keepAlive(K2, [client, accepted, busy], [1, 1, 1]);

  await K2.says('the end that was cut off gets ETIMEDOUT, and its socket is gone', async () => {
    expect((await client.receive()).errno).toBe('ETIMEDOUT');
    await expect(client).toBeGone();
  });
  await K2.says('and so does the other end', async () => {
    expect((await accepted.receive()).errno).toBe('ETIMEDOUT');
    await expect(accepted).toBeGone();
  });
  await K2.says('also the end that has sent something meanwhile', () =>
    expect(busy).toBeGone({ withinMs: 1_000 }),
  );
  await K2.instead(
    'while data waits for its acknowledgement it is sent again, and nothing is probed',
    async () => {
      await expect(busy).toReachState('ESTABLISHED');
      expect(busy.track.sightings.at(-1)?.row).toMatchObject({ timer: { name: 'on' } });
      await expect(busyPeer).toReachState('ESTABLISHED');
    },
  );
});
