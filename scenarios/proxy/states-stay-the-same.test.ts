import { expect, scenario } from 'halfclose';

// One leaves all alone, the other harms bytes only: no kernel goes another way for it.
for (const [type, attributes] of [
  ['noop', {}],
  ['corrupt', { every: 1 }],
] as const) {
  scenario(`${type}: the path of states is the same as without`, async ({ lab }) => {
    const server = await lab.server();
    const proxy = await lab.proxy({ to: server });
    await proxy.addToxic({ ...{ name: 'it', type, stream: 'upstream', toxicity: 1, attributes } });
    const client = await lab.client({ via: proxy });

    await expect(client).toReachState('ESTABLISHED');
    await expect(server).toReachState('ESTABLISHED');
    await client.write('intact');
    if (type === 'noop') await expect(server).toHaveReceived('intact');
    else await expect(server).not.toHaveReceived('intact', { withinMs: 100 });
    await client.sendFin();

    await expect(client).toReachState('TIME_WAIT');
    await expect(server).toBeGone();
    await expect(client).toHavePassedThrough(['SYN_SENT', 'ESTABLISHED', 'FIN_WAIT1', 'TIME_WAIT']);
    await expect(server).not.toHaveFailedWith('ECONNRESET', { withinMs: 50 });
  });
}
