import { expect, scenario } from 'halfclose';
import { clientOf, ROUTES } from '../route.ts';

for (const route of ROUTES) {
  // exit_files() closes what a killed process held: its peer sees the same FIN that a close(2) gives.
  scenario(`server process killed: the client sees FIN, not an error (${route})`, async ({ lab }) => {
    const server = await lab.server({ ownProcess: true });
    const client = await clientOf(lab, server, route, { onFin: 'ignore' });

    await expect(client).toReachState('ESTABLISHED');
    // Before it is accepted, a connection ends with its listener, by RST (inet_csk_listen_stop()).
    await client.write('accepted');
    await expect(server).toHaveReceived('accepted');
    await server.kill('SIGKILL');

    await expect(client).toReachState('CLOSE_WAIT');
    // Nobody holds the server's end any more: an orphan in FIN_WAIT2, for tcp_fin_timeout at most.
    await expect(server).toReachState('FIN_WAIT2');
    await expect(client).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
  });

  // tcp_close(): unread data in the receive queue turns the close into RST (RFC 1122 section 4.2.2.13).
  scenario(`server process killed with unread data: the client gets RST (${route})`, async ({ lab }) => {
    const server = await lab.server({ ownProcess: true, reading: 'paused' });
    const client = await clientOf(lab, server, route);

    await expect(server).toReachState('ESTABLISHED');
    await client.write('never read');
    await expect(server).toHaveUnread(10);
    await server.write('accepted');
    await server.kill('SIGKILL');

    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(server).toBeGone();
  });
}
