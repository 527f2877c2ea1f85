import { claim, expect } from 'halfclose';

// man 7 tcp, tcp_fin_timeout. tcp_timewait_state_process() makes TIME_WAIT of it only where a FIN comes; what comes later
// meets nobody (RFC 9293 section 3.10.7.1).
claim('C12', { needs: ['capture', 'trace'] }, async ({ lab, C12 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server, sysctls: { 'net.ipv4.tcp_fin_timeout': 3 } });
  await C12.scaledSysctl('net.ipv4.tcp_fin_timeout', client.host);
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.close();
  await expect(server).toReachState('CLOSE_WAIT');
  await expect(client).toReachState('FIN_WAIT2');
  expect(client.track.sightings.at(-1)?.row).toMatchObject({ inode: 0, timer: { name: 'timewait' } });

  await C12.says('it is over after tcp_fin_timeout, and the server still in CLOSE_WAIT', async () => {
    await expect(client).toBeGone({ withinMs: 10_000 });
    await expect(lab).toHoldStates({ server: 'CLOSE_WAIT' }, { forMs: 100 });
  });
  await C12.says('it did not become TIME_WAIT, which would last a minute', async () => {
    await expect(client.host).toHaveNoLeftovers();
    expect(client.track.sightings.map(({ state }) => state)).not.toContain('TIME_WAIT');
    await expect(client).toHavePassedThrough(['FIN_WAIT1', 'FIN_WAIT2', 'CLOSED']);
  });
  await server.sendFin();
  await C12.says("the server's FIN is answered by RST", async () => {
    await expect(client.host).toHaveSentReset({ reason: 'NO_SOCKET', by: 'segment' });
    await expect(client).toHaveExchanged(['server FIN ACK', 'client RST']);
    await expect(server).toHaveExchanged(['server FIN ACK', 'client RST']);
    await expect(server).toHaveBeenResetBy('peer');
    await expect(server).toBeGone();
  });
});
