import { claim, expect, type LabSocket } from 'halfclose';

function timerOf(socket: LabSocket) {
  const row = socket.track.sightings.at(-1)?.row;
  expect(row).toBeDefined();
  return row?.timer;
}

// RFC 9293 section 3.6 has no time limit for either state. man 7 tcp, tcp_fin_timeout: for a FIN_WAIT2 that no
// descriptor refers to, and no other (tcp_rcv_state_process(), SOCK_DEAD).
claim(['C7', 'C8'], async ({ lab, C7, C8 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const on = await lab.host({ name: 'clients', sysctls: { 'net.ipv4.tcp_fin_timeout': 1 } });
  await C7.scaledSysctl('net.ipv4.tcp_fin_timeout', on);
  await C8.scaledSysctl('net.ipv4.tcp_fin_timeout', on);
  const holder = await lab.client({ name: 'holder', to: server, on, onFin: 'ignore' });
  await expect(server.connection(1)).toReachState('ESTABLISHED');
  const leaver = await lab.client({ name: 'leaver', to: server, on });
  await expect(server.connection(2)).toReachState('ESTABLISHED');
  await holder.sendFin();
  await leaver.close();
  await expect(holder).toReachState('FIN_WAIT2');
  await expect(server.connection(1)).toReachState('CLOSE_WAIT');
  await expect(server.connection(2)).toReachState('CLOSE_WAIT');

  await C8.says('neither end has a timer that could end it', () => {
    expect(timerOf(holder)).toBeUndefined();
    expect(timerOf(server.connection(1))).toBeUndefined();
  });
  await C8.says('it outlasts tcp_fin_timeout, which is 1 s here', () =>
    expect(lab).toHoldStates({ holder: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 2_000 }),
  );

  await C7.says('the pair stays so while the active end keeps its descriptor', () =>
    expect(lab).toHoldStates({ holder: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 100 }),
  );
  await C7.says('it stays so where the active end has closed its descriptor', () =>
    expect(leaver).not.toBeGone({ withinMs: 3_000 }),
  );
  await C7.instead('that FIN_WAIT2 is over after tcp_fin_timeout, CLOSE_WAIT is not', async () => {
    await expect(leaver).toBeGone();
    await expect(leaver).toHavePassedThrough(['FIN_WAIT1', 'FIN_WAIT2', 'CLOSED']);
    await expect(lab).toHoldStates({ 'server/2': 'CLOSE_WAIT' }, { forMs: 100 });
  });

  await server.connection(1).sendFin();
  await C8.says('it ends when the application acts', async () => {
    await expect(holder).toReachState('TIME_WAIT');
    await expect(server.connection(1)).toBeGone();
  });
});
