import { expect, scenario } from 'halfclose';
import { clientOf, ROUTES } from '../route.ts';

// RFC 1122 section 4.2.2.13; tcp_close(): data the application never read is lost, and RST is how the peer learns it.
for (const route of ROUTES) {
  scenario(`server closes with unread data: client gets RST (${route})`, async ({ lab }) => {
    const server = await lab.server({ reading: 'paused' });
    const client = await clientOf(lab, server, route);

    await client.write('never read');
    await expect(server).toHaveUnread(10);
    await server.close();

    await expect(server).toBeGone();
    await expect(server).toHaveSentReset();
    await expect(client).toHaveFailedWith('ECONNRESET');
  });

  scenario(`client closes with unread data: server gets RST (${route})`, async ({ lab }) => {
    const server = await lab.server();
    const client = await clientOf(lab, server, route, { reading: 'paused' });

    await server.write('never read');
    await expect(client).toHaveUnread(10);
    await client.close();

    await expect(client).toBeGone();
    await expect(client).toHaveSentReset();
    await expect(server).toHaveFailedWith('ECONNRESET');
  });
}
