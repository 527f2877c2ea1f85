import { expect, scenario, type Client, type Lab } from 'halfclose';
import { connected } from './connected.ts';

// RFC 9293 section 3.10.8, user timeout (RFC 1122 section 4.2.3.5: R2): data that nobody acknowledges ends the
// connection. Whatever the client sends is lost. Its kernel gives up without RST, so the server knows nothing.
scenario(
  'TCP_USER_TIMEOUT passes with data unacknowledged: CLOSED',
  { needs: 'wire', edge: 30 },
  async ({ lab }) => {
    const { client } = await connected(lab);
    await client.set('TCP_USER_TIMEOUT', 500);
    await timesOut(lab, client);
  },
);

scenario('tcp_retries2 is used up: CLOSED', { needs: 'wire', edge: 30 }, async ({ lab }) => {
  const { client } = await connected(lab, { client: { sysctls: { 'net.ipv4.tcp_retries2': 2 } } });
  await timesOut(lab, client);
});

async function timesOut(lab: Lab, client: Client): Promise<void> {
  const lost = await lab.wire.drop({ from: client });
  const before = await client.host.counters();
  await client.write('anyone?');
  await lost.caught(2);

  await expect(client).toBeGone({ withinMs: 20_000 });
  await expect(client).toHaveFailedWith('ETIMEDOUT');
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'CLOSED']);
  expect(await client.host.counterDeltas(before)).toMatchObject({ 'TcpExt.TCPAbortOnTimeout': 1 });
  expect(await client.host.counterDeltas(before)).not.toHaveProperty(['Tcp.OutRsts']);
  expect(lost.segments.filter(({ flags }) => flags.includes('RST'))).toEqual([]);
  await expect(lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 100 });
}
