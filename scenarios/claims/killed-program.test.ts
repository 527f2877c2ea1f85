import { claim, expect, type Client, type Lab, type Server } from 'halfclose';

type Accepted = ReturnType<Server['connection']>;

/** The nth client of a server, in a process of its own. */
async function program(lab: Lab, server: Server, number: number, reading: 'on' | 'paused' = 'on') {
  const client = await lab.client({
    name: `client-${String(number)}`,
    to: server,
    ownProcess: true,
    reading,
  });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server.connection(number)).toReachState('ESTABLISHED');
  return { client, accepted: server.connection(number) };
}

async function expectOrderlyEnd(client: Client, accepted: Accepted): Promise<void> {
  const segments = [`${client.name} FIN ACK`, 'server FIN ACK', `${client.name} ACK`];
  await expect(accepted).not.toHaveFailedWith('ECONNRESET', { withinMs: 200 });
  await expect(client).toReachState('TIME_WAIT');
  await expect(accepted).toBeGone();
  await expect(client).toHaveExchanged(segments);
  await expect(accepted).toHaveExchanged(segments);
  await expect(accepted).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
}

// exit_files() closes what a process leaves behind, whatever has ended it; Ctrl+C is SIGINT (man 7 signal). RFC 1122
// section 4.2.2.13 and __tcp_close(): a close with unread data is RST, a killed program's too.
claim('C9', { needs: ['capture', 'trace'] }, async ({ lab, C9 }) => {
  const server = await lab.server();
  const interrupted = await program(lab, server, 1);
  await interrupted.client.kill('SIGINT');
  await C9.says('Ctrl+C: the connection ends in the orderly way', () =>
    expectOrderlyEnd(interrupted.client, interrupted.accepted),
  );
  const killed = await program(lab, server, 2);
  await killed.client.kill('SIGKILL');
  await C9.says('kill -9: it does so too', () => expectOrderlyEnd(killed.client, killed.accepted));

  const { client, accepted } = await program(lab, server, 3, 'paused');
  await accepted.write('not read yet');
  await expect(client).toHaveUnread(12);
  await client.kill('SIGINT');
  await C9.says('Ctrl+C while bytes wait that the program has not read: it does so too', () =>
    expectOrderlyEnd(client, accepted),
  );
  await C9.instead('then the kernel resets the connection, and the other end is told an error', async () => {
    await expect(client).toHaveSentReset({ reason: 'TCP_ABORT_ON_CLOSE', by: 'application' });
    await expect(accepted).toHaveFailedWith('ECONNRESET');
    await expect(client).toBeGone();
    await expect(accepted).toBeGone();
  });
});
