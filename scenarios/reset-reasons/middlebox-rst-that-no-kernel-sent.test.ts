import { expect, scenario } from 'halfclose';
import { connected } from '../state-machine/connected.ts';

const NEEDS = { needs: ['wire', 'trace'] } as const;

scenario('a forged RST: by a middlebox', NEEDS, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await lab.wire.inject({ into: server, flags: 'RST' });

  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(server).toHaveBeenResetBy('middlebox');
  await expect(client).not.toHaveSentReset({ withinMs: 50 });
  await expect(client).not.toHaveBeenResetBy('middlebox', { withinMs: 50 });

  // To what the client sends now there is only the listener: that RST is a kernel's.
  await client.write('anyone?');
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('peer');
  await expect(server.listener).toHaveSentReset({ reason: 'TCP_FLAGS' });
});

scenario('a SYN that is rejected on its way: by a middlebox', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  await lab.wire.reject({ to: server });
  const client = await lab.client({ to: server });

  await expect(client).toHaveFailedWith('ECONNREFUSED');
  await expect(client).toHaveBeenResetBy('middlebox');
  await expect(server.host).not.toHaveSentReset({ withinMs: 50 });
});

scenario('data that is rejected on its way: by a middlebox', NEEDS, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await lab.wire.reject({ from: client, payload: { min: 1, max: 100 } });
  await client.write('not let through');

  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('middlebox');
  await expect(server.host).not.toHaveSentReset({ withinMs: 50 });
});

scenario('a firewall that has forgotten the connection: by a middlebox', NEEDS, async ({ lab }) => {
  const { client, server } = await connected(lab);
  await lab.wire.idleTimeout(client, server.socket, { afterMs: 1_000, then: 'rst' });
  await client.write('heard');
  await expect(server).toHaveReceived('heard');
  await expect(lab).toHoldStates({ client: 'ESTABLISHED' }, { forMs: 1_200 });
  await client.write('too late');

  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('middlebox');
});

// A RST that the wire keeps away has reset nobody.
scenario("the peer's RST is lost, and a forged one comes: by a middlebox", NEEDS, async ({ lab }) => {
  const { client, server } = await connected(lab);
  const lost = await lab.wire.drop({ from: client, flags: 'RST', first: 1 });
  await client.reset();
  await lost.caught();
  await expect(client).toHaveSentReset({ reason: 'TCP_STATE', by: 'application' });
  await expect(server).not.toHaveBeenResetBy('peer', { withinMs: 50 });

  await lost.lift();
  await lab.wire.inject({ into: server, flags: 'RST' });
  await expect(server).toHaveFailedWith('ECONNRESET');
  await expect(server).toHaveBeenResetBy('middlebox');
});

// A port that is closed by an ICMP error was closed by no RST.
scenario('a SYN that is answered by ICMP: no RST at all', NEEDS, async ({ lab }) => {
  const server = await lab.server();
  await lab.wire.reject({ to: server }, { with: 'port-unreachable' });
  const client = await lab.client({ to: server });

  await expect(client).toHaveFailedWith('ECONNREFUSED');
  await expect(client).not.toHaveBeenResetBy('middlebox', { withinMs: 50 });
  await expect(client).not.toHaveBeenResetBy('peer', { withinMs: 50 });
});
