import { expect, scenario } from 'halfclose';
import { clientOf, nobodyHasReset, ROUTES, sendEachFinOnce } from '../route.ts';

// The mirror image of RFC 9293 section 3.6, case 1: TIME_WAIT is where the first FIN came from, here the server.
for (const route of ROUTES) {
  scenario(`server closes first: server TIME_WAIT, client gone (${route})`, async ({ lab }) => {
    const server = await lab.server();
    const client = await clientOf(lab, server, route);
    await sendEachFinOnce(lab);

    await expect(client).toReachState('ESTABLISHED');
    await server.sendFin();

    await expect(server).toReachState('TIME_WAIT');
    await expect(client).toBeGone();
    await expect(server).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT']);
    await nobodyHasReset(lab);
  });
}
