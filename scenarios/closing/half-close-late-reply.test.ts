import { expect, scenario } from 'halfclose';
import { clientOf, ROUTES } from '../route.ts';

// RFC 9293 section 3.6: a side that has sent FIN goes on receiving until the other side has closed too.
for (const route of ROUTES) {
  scenario(`client half-closes, server replies late: the reply arrives (${route})`, async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const client = await clientOf(lab, server, route);

    await client.write('question');
    await client.sendFin();
    await expect(server).toHaveReceived('question');
    await expect(client).toReachState('FIN_WAIT2');
    await expect(server).toReachState('CLOSE_WAIT');

    await server.write('late reply');
    await expect(client).toHaveReceived('late reply');
    await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 100 });

    await server.sendFin();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
  });

  scenario(`server half-closes, client writes late: the bytes arrive (${route})`, async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const client = await clientOf(lab, server, route, { onFin: 'ignore' });

    await expect(client).toReachState('ESTABLISHED');
    await server.sendFin();
    await expect(server).toReachState('FIN_WAIT2');
    await expect(client).toReachState('CLOSE_WAIT');

    await client.write('late bytes');
    await expect(server).toHaveReceived('late bytes');

    await client.sendFin();
    await expect(server).toReachState('TIME_WAIT');
    await expect(client).toBeGone();
  });
}
