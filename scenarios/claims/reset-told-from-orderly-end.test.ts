import { claim, expect, type RawSocket } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';

async function reset(socket: RawSocket): Promise<void> {
  await socket.set('SO_LINGER', { onOff: true, seconds: 0 });
  await socket.close();
  await expect(socket).toBeGone();
}

// recv(2): 0 is an orderly end. tcp_reset() in net/ipv4/tcp_input.c: a RST is ECONNRESET, or EPIPE in CLOSE_WAIT, where
// recv(2) goes on to tell the FIN that came before it, and SO_ERROR or the next send(2) tells the RST.
claim('R7', { needs: 'trace' }, async ({ lab, R7 }) => {
  const { client: closed, server, accepted } = await connectedPair(lab);
  const connect = async (name: string) => {
    const own = await lab.rawSocket({ name, on: closed.host });
    expect((await own.connect(server)).errno).toBeUndefined();
    return { own, peer: (await server.accept()).socket };
  };
  const cut = await connect('cut');
  const both = await connect('both');

  await accepted.close();
  await expect(closed).toReachState('CLOSE_WAIT');
  await R7.says('after an orderly end it reads nothing more, and gets no error', async () => {
    expect(await closed.receive()).toMatchObject({ data: Buffer.alloc(0) });
    expect(await closed.get('SO_ERROR')).toBe(0);
    await expect(closed).not.toHaveBeenResetBy('peer', { withinMs: 50 });
  });

  await reset(cut.peer);
  await R7.says('after a RST it gets ECONNRESET', async () => {
    expect((await cut.own.receive()).errno).toBe('ECONNRESET');
    await expect(cut.own).toHaveBeenResetBy('peer');
  });

  await both.peer.shutdown('write');
  await expect(both.own).toReachState('CLOSE_WAIT');
  await reset(both.peer);
  await expect(both.own).toBeGone();
  expect(await both.own.receive()).toMatchObject({ data: Buffer.alloc(0) });
  await R7.says('after a RST that comes behind a FIN it gets EPIPE, where it asks for it', async () => {
    expect(await both.own.get('SO_ERROR')).toBe('EPIPE');
    await expect(both.own).toHaveBeenResetBy('peer');
  });
});
