import { expect, scenario } from 'halfclose';

// RFC 1122 section 4.2.2.13; tcp_close(): received bytes that nobody has read are lost, which only RST can tell.
scenario('close with unread data: RST', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server({ reading: 'paused' });
  const client = await lab.client({ to: server });
  await client.write('never read');
  await expect(server).toHaveUnread(10);
  await server.close();

  await expect(server).toHaveSentReset({ reason: 'TCP_ABORT_ON_CLOSE', by: 'application' });
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('peer');
});

// The kernel closes what a process leaves behind as the process would have.
scenario('SIGKILL with unread data: RST', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server({ reading: 'paused', ownProcess: true });
  const client = await lab.client({ to: server });
  await client.write('never read');
  await expect(server).toHaveUnread(10);
  // Before it is accepted, a connection ends with its listener, for another reason (inet_csk_listen_stop()).
  await server.write('accepted');
  await server.kill();

  await expect(server).toHaveSentReset({ reason: 'TCP_ABORT_ON_CLOSE', by: 'application' });
  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('peer');
});

// tcp_close() looks for unread data before it looks at SO_LINGER.
scenario('linger 0 and unread data: the data is the reason', { needs: 'trace' }, async ({ lab }) => {
  const server = await lab.server({ reading: 'paused', linger: 0 });
  const client = await lab.client({ to: server });
  await client.write('never read');
  await expect(server).toHaveUnread(10);
  await server.close();

  await expect(server).toHaveSentReset({ reason: 'TCP_ABORT_ON_CLOSE' });
  await expect(server).not.toHaveSentReset({ reason: 'TCP_STATE', withinMs: 50 });
});
