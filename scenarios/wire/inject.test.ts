import { expect, scenario } from 'halfclose';
import { connected, counted, FAMILIES } from './connected.ts';

// RFC 5961 section 3.2: only the exact number resets; one in the window is challenged; one outside of it is dropped.
for (const family of FAMILIES) {
  scenario(`${family}: a forged RST with the exact number resets`, { needs: 'wire' }, async ({ lab }) => {
    const { client, server } = await connected(lab, { family });
    await lab.wire.inject({ into: client, flags: 'RST' });
    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(client).toBeGone();
    await expect(lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 200 });
    expect(await counted(server.host, 'Tcp.OutRsts')).toBe(0);
  });

  scenario(
    `${family}: a forged RST in the window is challenged, and nothing else happens`,
    { needs: 'wire' },
    async ({ lab }) => {
      const { client, server } = await connected(lab, { family });
      const challenge = await lab.wire.watch({ from: client, flags: 'ACK' });
      await lab.wire.inject({ into: client, flags: 'RST', seq: 1 });
      await challenge.caught();
      await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 200 });
      expect(await counted(client.host, 'TcpExt.TCPChallengeACK')).toBe(1);
      await client.write('alive');
      await expect(server).toHaveReceived('alive');
    },
  );
}

scenario('a forged RST outside of the window does nothing', { needs: 'wire' }, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await using seen = await lab.wire.watch({ to: client });
  await lab.wire.inject({ into: client, flags: 'RST', seq: -1 });
  await lab.wire.inject({ into: client, flags: 'RST', seq: 10_000_000 });
  await server.write('later');
  await expect(client).toHaveReceived('later');
  await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 200 });
  expect(await counted(client.host, 'TcpExt.TCPChallengeACK')).toBe(0);
  expect(seen.inForce).toBe(true);
});

scenario(
  'a forged SYN in a connection is challenged (RFC 5961 section 4)',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await lab.wire.watch({ to: server });
    await lab.wire.inject({ into: server, flags: 'SYN' });
    await client.write('alive');
    await expect(server).toHaveReceived('alive');
    expect(await counted(server.host, 'TcpExt.TCPSYNChallenge')).toBe(1);
  },
);

scenario(
  'forged data with the exact numbers is read, and the evidence says it was forged',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    await lab.wire.watch({ from: client, flags: 'FIN' });
    await lab.wire.inject({ into: server, flags: 'PSH ACK', payload: 'not from the client' });
    await expect(server).toHaveReceived('not from the client');
    expect(lab.recorder.timeline.filter((seen) => seen.probe === 'wire')).toMatchObject([
      { verdict: 'forged', host: 'server', length: 19 },
    ]);
  },
);

scenario(
  'a forged segment between addresses meets no socket and is answered with RST',
  { needs: 'wire' },
  async ({ lab }) => {
    const { client, server } = await connected(lab);
    const from = { host: client.host, port: 1234 };
    const answer = await lab.wire.watch({ to: client.host, flags: 'RST' });
    await lab.wire.inject({ from, to: server, flags: 'ACK', seq: 5, ack: 99 });
    expect(await answer.caught()).toMatchObject([{ seq: 99, flags: ['RST'], to: { port: 1234 } }]);
    expect(await counted(server.host, 'Tcp.OutRsts')).toBe(1);
  },
);
