import { expect, scenario } from 'halfclose';

const MORE_THAN_THE_WINDOW = 60_000;

// RFC 9293 section 3.8.6.1: a sender that finds no window probes it, however long it stays closed.
scenario(
  'stall: the proxy’s kernel keeps the bytes, its window closes, removal lets all through',
  async ({ lab }) => {
    const server = await lab.server();
    const proxy = await lab.proxy({ to: server, sysctls: { 'net.ipv4.tcp_rmem': '4096 8192 8192' } });
    const client = await lab.client({ via: proxy });
    // What comes before the proxy has its connection to the server is read, whatever toxics there are.
    await client.write('open');
    await expect(server).toHaveReceived('open');
    const stall = await proxy.addToxic({
      ...{ name: 'stall', type: 'stall', stream: 'upstream', toxicity: 1, attributes: { bytes: 0 } },
    });

    await client.write('hello');
    await expect(proxy.clientLeg).toHaveUnread(5);
    await client.write('x'.repeat(MORE_THAN_THE_WINDOW));
    await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 600 });
    await client.host.look();
    expect(client.track.sightings.at(-1)?.row?.timer?.name).toBe('persist');

    await stall.remove();
    await expect(server).toHaveReceived(`openhello${'x'.repeat(MORE_THAN_THE_WINDOW)}`);
    await expect(proxy.clientLeg).toHaveUnread(0);
  },
);

scenario('stall after its bytes: the other way goes on', async ({ lab }) => {
  const server = await lab.server();
  const proxy = await lab.proxy({ to: server });
  await proxy.addToxic({
    ...{ name: 'stall', type: 'stall', stream: 'upstream', toxicity: 1, attributes: { bytes: 5 } },
  });
  const client = await lab.client({ via: proxy });

  await client.write('hello');
  await expect(server).toHaveReceived('hello');
  await client.write('unread');
  await expect(proxy.clientLeg).toHaveUnread(6);
  await server.write('reply');
  await expect(client).toHaveReceived('reply');
  // A FIN behind what is not read is acknowledged by the kernel, and told to nobody. It takes a sequence number.
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(lab).toHoldStates({ 'proxy:client-leg': 'CLOSE_WAIT', server: 'ESTABLISHED' }, { forMs: 100 });
});
