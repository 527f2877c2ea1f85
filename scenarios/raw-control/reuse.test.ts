import { expect, scenario } from 'halfclose';
import { connectedPair } from './pair.ts';

scenario('two listeners share a port with SO_REUSEPORT, and not without', async ({ lab }) => {
  const host = await lab.host({ name: 'server' });
  const first = await lab.rawSocket({ name: 'first', on: host });
  const second = await lab.rawSocket({ name: 'second', on: host });
  await first.set('SO_REUSEPORT', true);
  await first.bind({ port: 7000 });
  await first.listen();

  expect((await second.bind({ port: 7000 })).errno).toBe('EADDRINUSE');
  await second.set('SO_REUSEPORT', true);
  expect((await second.bind({ port: 7000 })).errno).toBeUndefined();
  await second.listen();
  await expect(first).toReachState('LISTEN');
  await expect(second).toReachState('LISTEN');

  // Whose queue it is in, nothing shows; when one of the two is gone, it is the other's for certain.
  await first.close();
  await expect(first).toBeGone();
  await expect(lab).toHoldStates({ second: 'LISTEN' }, { forMs: 100 });
  const client = await lab.rawSocket({ name: 'client' });
  await client.connect(second);
  const { socket } = await second.accept();
  await expect(socket).toReachState('ESTABLISHED');
});

// inet_csk_get_port(): TIME_WAIT holds the port, unless both sockets have SO_REUSEADDR.
for (const reuse of [false, true]) {
  const outcome = reuse ? 'works with SO_REUSEADDR' : 'is refused with EADDRINUSE';
  scenario(`bind beside a TIME_WAIT of the same port ${outcome}`, async ({ lab }) => {
    const { client, server, accepted } = await connectedPair(lab);
    await server.close();
    await accepted.set('SO_REUSEADDR', reuse);
    await accepted.shutdown('write');
    expect((await client.receive()).data).toHaveLength(0);
    await client.close();
    await accepted.close();
    await expect(accepted).toReachState('TIME_WAIT');

    const again = await lab.rawSocket({ name: 'again', on: server.host });
    await again.set('SO_REUSEADDR', reuse);
    expect((await again.bind({ port: 7000 })).errno).toBe(reuse ? undefined : 'EADDRINUSE');
  });
}
