import { expect, scenario } from 'halfclose';
import { clientOf, nobodyHasReset, ROUTES, sendEachFinOnce } from '../route.ts';

// RFC 9293 section 3.6, case 1: who sends the first FIN pays with TIME_WAIT.
for (const route of ROUTES) {
  scenario(`client closes first: client TIME_WAIT, server gone (${route})`, async ({ lab }) => {
    const server = await lab.server();
    const client = await clientOf(lab, server, route);
    await sendEachFinOnce(lab);

    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await client.sendFin();

    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
    await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT']);
    await nobodyHasReset(lab);
  });
}
