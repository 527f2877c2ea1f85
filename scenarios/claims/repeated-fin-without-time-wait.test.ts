import { claim, expect, type Lab, type RawSocket } from 'halfclose';

// RFC 9293 section 3.10.7.1: what comes for no connection is answered with RST. tcp_reset() in net/ipv4/tcp_input.c: in
// LAST_ACK it leaves ECONNRESET with the socket, where a descriptor still refers to it; tcp_close() has no error to give.
claim('T5', { needs: ['wire', 'trace'] }, async ({ lab, T5 }) => {
  const kept = await meetsNobody(lab, 'keeping', (server) => server.shutdown('write'));
  await T5.says('the repeated FIN is answered with RST, which ends the peer', async () => {
    await expect(kept.client.host).toHaveSentReset({ reason: 'NO_SOCKET', by: 'segment' });
    await expect(kept.server).toHaveBeenResetBy('peer');
    await expect(kept.server).toHavePassedThrough(['LAST_ACK', 'CLOSED']);
  });
  await T5.says('a peer that has sent its FIN and keeps the descriptor finds an error', async () => {
    expect(await kept.server.get('SO_ERROR')).toBe('ECONNRESET');
  });

  const closed = await meetsNobody(lab, 'closing', async (server) => {
    // close(2) then waits for what becomes of the FIN: nobody could be told later.
    await server.set('SO_LINGER', { onOff: true, seconds: 5 });
    return server.close();
  });
  await expect(closed.server).toHaveBeenResetBy('peer');
  const result = await closed.ended;
  await T5.says('a peer that has closed is told of an error', () => {
    expect(result).toMatchObject({ errno: 'ECONNRESET' });
  });
  await T5.instead('its close(2) has waited for the end, and tells of no error', async () => {
    expect(result.errno).toBeUndefined();
    await expect(closed.server).toHavePassedThrough(['LAST_ACK', 'CLOSED']);
    await expect(closed.client.host).toHaveSentReset({ reason: 'NO_SOCKET', by: 'segment' });
  });
});

/** The client closes first, and its TIME_WAIT is ended before the server's FIN, whose first ACK is lost, comes again. */
async function meetsNobody<R>(lab: Lab, name: string, end: (server: RawSocket) => Promise<R>) {
  const { client, server } = await connectedRaw(lab, name);
  await client.shutdown('write');
  expect((await server.receive()).data).toHaveLength(0);
  await lab.wire.drop({ from: client, flags: 'ACK' });
  const again = await lab.wire.hold({ from: server, flags: 'FIN', after: 1 });

  const ended = end(server);
  await again.caught();
  await expect(server).toReachState('LAST_ACK');
  await expect(client).toReachState('TIME_WAIT');
  await client.abort();
  await expect(client).toBeGone();
  await again.releaseOne();
  return { client, server, ended };
}

async function connectedRaw(lab: Lab, name: string) {
  const listener = await lab.rawSocket({ name: `${name}-server` });
  await listener.bind({ port: 7000 });
  await listener.listen();
  const client = await lab.rawSocket({ name: `${name}-client` });
  await client.connect(listener);
  const { socket: server } = await listener.accept();
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  return { client, server };
}
