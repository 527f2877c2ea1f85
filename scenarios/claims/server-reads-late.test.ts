import { claim, expect } from 'halfclose';

const BYTES = 'x'.repeat(523);

// tcp_diag_get_info(): Recv-Q is rcv_nxt - copied_seq, in sequence numbers, of which a FIN takes one too.
claim('C11', async ({ lab, C11 }) => {
  const server = await lab.server({ reading: 'paused', onFin: 'ignore' });
  const client = await lab.client({ to: server, ownProcess: true });
  await client.write(BYTES);
  await expect(server).toHaveUnread(523);
  await client.kill('SIGTERM');

  await C11.says('the server is in CLOSE_WAIT, with 524 in Recv-Q', async () => {
    await expect(server).toReachState('CLOSE_WAIT');
    await expect(server).toHaveUnread(524);
  });
  await C11.says('the client, whose program is no more, is in FIN_WAIT2', async () => {
    await expect(client).toReachState('FIN_WAIT2');
    expect(client.track.sightings.at(-1)?.row).toMatchObject({ inode: 0 });
  });
  await server.resume();
  await C11.says('the server then reads 523 bytes', async () => {
    await expect(server).toHaveReceived(BYTES);
    await expect(server).toHaveUnread(0);
  });
});
