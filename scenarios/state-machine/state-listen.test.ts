import { expect, scenario } from 'halfclose';

// A listener stays one whatever comes in: what a SYN makes is a socket of its own. It ends by close(2).
scenario('LISTEN stays, also with a connection, and ends by close', { holds: 'LISTEN' }, async ({ lab }) => {
  const server = await lab.server();
  await expect(server.listener).toReachState('LISTEN');
  await expect(lab).toHoldStates({ 'server:listener': 'LISTEN' }, { forMs: 2_000 });

  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(lab).toHoldStates({ 'server:listener': 'LISTEN', client: 'ESTABLISHED' }, { forMs: 100 });

  await server.stopListening();
  await expect(server.listener).toBeGone();
  await expect(lab).toHoldStates({ client: 'ESTABLISHED', server: 'ESTABLISHED' }, { forMs: 100 });
});
