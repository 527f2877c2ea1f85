import { expect, scenario } from 'halfclose';
import { connected } from './connected.ts';

// Not in RFC 9293: Linux does not let FIN-WAIT-2 last for ever once no process holds the socket (man 7 tcp,
// tcp_fin_timeout). It ends without a word: the peer stays in CLOSE_WAIT, and its next segment meets nobody.
scenario('FIN_WAIT2 that nobody holds times out', { needs: 'wire', edge: 32 }, async ({ lab }) => {
  const { client, server } = await connected(lab, {
    client: { sysctls: { 'net.ipv4.tcp_fin_timeout': 4 } },
  });
  await client.close();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');
  const said = await lab.wire.watch({ from: client });

  await expect(client).toBeGone({ withinMs: 10_000 });
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED']);
  await expect(lab).toHoldStates({ server: 'CLOSE_WAIT' }, { forMs: 500 });
  expect(said.segments).toEqual([]);

  await server.write('anyone?');
  const [answer] = await said.caught();
  expect(answer).toMatchObject({ flags: ['RST'] });
  await expect(server).toBeGone();
});
