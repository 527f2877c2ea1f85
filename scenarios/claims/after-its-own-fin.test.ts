import { claim, expect } from 'halfclose';
import { connectedPair } from '../raw-control/pair.ts';
import { readToTheEnd } from './read-to-the-end.ts';

const MUCH = Buffer.alloc(200_000, 'x');

// RFC 9293 section 3.6: "CLOSE is an operation meaning 'I have no more data to send'", and what it says of receiving
// until the other end has closed too. RFC 1122 section 4.2.2.13: a full close, as close(2) is, sends RST for what comes
// after it (tcp_rcv_state_process(), tcp_timewait_state_process()).
claim('C5', { needs: 'trace' }, async ({ lab, C5 }) => {
  const { client, server, accepted } = await connectedPair(lab);
  await client.shutdown('write');
  await expect(client).toReachState('FIN_WAIT2');
  await expect(accepted).toReachState('CLOSE_WAIT');
  await C5.says('it can no longer send', async () => {
    expect((await client.send('more')).errno).toBe('EPIPE');
    // The FIN counts as one, and nothing came after it.
    await expect(accepted).toHaveUnread(1);
  });

  const reading = readToTheEnd(client);
  expect((await accepted.send(MUCH)).errno).toBeUndefined();
  await accepted.close();
  await C5.says('after shutdown(WR) it receives all that the other end sends', async () => {
    expect((await reading).errno).toBeUndefined();
    await expect(client).toHaveReceived(MUCH);
    await expect(client).toReachState('TIME_WAIT');
    await expect(accepted).toBeGone();
  });

  const closer = await lab.rawSocket({ name: 'closer', on: client.host });
  await closer.connect(server);
  const { socket: left } = await server.accept();
  await closer.close();
  await expect(closer).toReachState('FIN_WAIT2');
  await expect(left).toReachState('CLOSE_WAIT');
  await left.send('for nobody');
  await C5.says('so it does after close()', () =>
    expect(left).not.toHaveBeenResetBy('peer', { withinMs: 200 }),
  );
  await C5.instead('after close() the first data ends the connection at both ends, with RST', async () => {
    await expect(closer).toHaveSentReset({ reason: 'TCP_TIMEWAIT_SOCKET', by: 'segment' });
    await expect(left).toHaveBeenResetBy('peer');
    await expect(closer).toBeGone();
    await expect(left).toBeGone();
  });
});
