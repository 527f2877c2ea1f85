import { expect, scenario } from 'halfclose';

const SAME_PORT = 40_000;

// RFC 9293 section 3.10.7.4 (RFC 6191): a SYN in TIME-WAIT that is newer than all before it opens a new connection
// between the same ends. The client binds its old port again; the last ACK is held, so that SYN_RECV lasts.
scenario(
  'newer SYN in TIME_WAIT: a new SYN_RECV in its place',
  { needs: 'wire', edge: 28 },
  async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const on = await lab.host({ name: 'client-host' });
    const first = await lab.client({ name: 'first', to: server, on, localPort: SAME_PORT });
    await expect(first).toReachState('ESTABLISHED');
    await server.connection(1).sendFin();
    await expect(first).toBeGone();
    await expect(server.connection(1)).toReachState('TIME_WAIT');

    const held = await lab.wire.hold({ to: server, flags: 'ACK' });
    const before = await server.host.counters();
    const second = await lab.client({ name: 'second', to: server, on, localPort: SAME_PORT });
    await held.caught();
    await expect(second).toReachState('ESTABLISHED');
    await expect(server.connection(2)).toReachState('SYN_RECV');
    await expect(server.connection(1)).toBeGone();
    await expect(server.connection(1)).toHavePassedThrough(['TIME_WAIT', 'CLOSED']);

    await held.lift();
    await expect(server.connection(2)).toReachState('ESTABLISHED');
    expect(await server.host.counterDeltas(before)).toMatchObject({ 'Tcp.PassiveOpens': 1 });
  },
);
