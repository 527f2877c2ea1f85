import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.4, fourth: a SYN in the window of SYN-RECEIVED is an error (tcp_check_req). The request is
// forgotten; the RST is its listener's, and answers the forged segment: the client finds no number of its own in it.
scenario('half open, then another SYN: RST', { needs: ['wire', 'trace'] }, async ({ lab }) => {
  const server = await lab.server();
  const held = await lab.wire.hold({ to: server, flags: 'ACK' });
  const client = await lab.client({ to: server });
  await held.caught();
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('SYN_RECV');
  await lab.wire.inject({ into: server, flags: 'SYN' });

  await expect(server.listener).toHaveSentReset({ reason: 'INVALID_SYN', by: 'segment' });
  await expect(server).toBeGone();
  await expect(client).not.toHaveBeenResetBy('peer', { withinMs: 50 });
});

const BACKLOG = 2;

// ip-sysctl, tcp_abort_on_overflow: the kernel has the same words for it. An accept queue takes one more than its backlog,
// and a SYN is let in while it is not full (sk_acceptq_is_full): two handshakes wait for the one place that is left.
scenario(
  'the accept queue is full, then an ACK that ends a handshake: RST',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const server = await lab.rawSocket({ name: 'server', sysctls: { 'net.ipv4.tcp_abort_on_overflow': 1 } });
    await server.bind({ port: 7000 });
    await server.listen(BACKLOG);
    const on = await lab.host({ name: 'client' });
    for (let number = 1; number <= BACKLOG; number++) {
      await lab.client({ name: `early-${String(number)}`, to: server, on });
      await expect(server.connection(number)).toReachState('ESTABLISHED');
    }
    const another = await lab.host({ name: 'another-client' });
    const [first, second] = [
      await lab.wire.hold({ from: on, to: server.host, flags: 'ACK' }),
      await lab.wire.hold({ from: another, to: server.host, flags: 'ACK' }),
    ];
    const fits = await lab.client({ name: 'fits', to: server, on });
    await expect(server.connection(BACKLOG + 1)).toReachState('SYN_RECV');
    await first.caught();
    const tooMany = await lab.client({ name: 'too-many', to: server, on: another });
    await second.caught();

    await first.releaseOne();
    await expect(server.connection(BACKLOG + 1)).toReachState('ESTABLISHED');
    await second.releaseOne();
    await expect(tooMany).toHaveFailedWith('ECONNRESET');
    await expect(server).toHaveSentReset({ reason: 'INVALID_SYN', by: 'segment' });
    await expect(tooMany).toHaveBeenResetBy('peer');
    await expect(fits).not.toHaveBeenResetBy('peer', { withinMs: 50 });
  },
);
