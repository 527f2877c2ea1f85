import { expect, scenario } from 'halfclose';
import { clientOf, nobodyHasReset, ROUTES, sendEachFinOnce } from '../route.ts';

// RFC 9293 section 3.6, cases 1 and 2: whether the FINs cross is the network's choice; that both ends come to rest
// without a reset is not.
for (const route of ROUTES) {
  scenario(`both ends close: both come to rest, nobody resets (${route})`, async ({ lab }) => {
    const server = await lab.server({ onFin: 'ignore' });
    const client = await clientOf(lab, server, route, { onFin: 'ignore' });
    await sendEachFinOnce(lab);

    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await Promise.all([client.sendFin(), server.sendFin()]);

    await expect(client).toReachState(['TIME_WAIT', 'CLOSED']);
    await expect(server).toReachState(['TIME_WAIT', 'CLOSED']);
    await nobodyHasReset(lab);
  });
}
