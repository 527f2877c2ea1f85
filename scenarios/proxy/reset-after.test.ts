import { expect, scenario } from 'halfclose';

for (const [when, attributes] of [
  ['its bytes', { bytes: 5, timeout: 0 }],
  ['its time', { bytes: 0, timeout: 20 }],
] as const) {
  scenario(`reset_after ${when}: RST on both legs, ECONNRESET at both ends`, async ({ lab }) => {
    const server = await lab.server();
    const proxy = await lab.proxy({ to: server });
    const client = await lab.client({ via: proxy });
    await expect(server).toReachState('ESTABLISHED');
    await expect(client).toReachState('ESTABLISHED');
    await proxy.addToxic({
      ...{ name: 'reset', type: 'reset_after', stream: 'upstream', toxicity: 1, attributes },
    });
    if (attributes.bytes > 0) await client.write('hello world');

    await expect(client).toHaveFailedWith('ECONNRESET');
    await expect(server).toHaveFailedWith('ECONNRESET');
    await expect(proxy.clientLeg).toHaveSentReset();
    await expect(proxy.serverLeg).toHaveSentReset();
    await expect(client).toBeGone();
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'CLOSED']);
    await expect(server).toBeGone();
  });
}
