import { expect, scenario, type LabProxy } from 'halfclose';

const LATENCY = {
  name: 'late',
  type: 'latency',
  stream: 'upstream',
  toxicity: 1,
  attributes: { latency: 1, jitter: 0 },
} as const;

for (const [engine, options] of [
  ['halfclose', {}],
  ['toxiproxy', { needs: 'toxiproxy' }],
] as const) {
  scenario(`${engine}: a port in use on the proxy’s host`, options, async ({ lab }) => {
    const server = await lab.server({ port: 7000 });
    await expect(lab.proxy({ to: server, on: server.host, port: 7000, engine })).rejects.toMatchObject({
      code: 'ADDRESS_IN_USE',
      message: expect.stringMatching(
        /^proxy: POST \/proxies: listen tcp [\d.]+:7000: bind: address already in use\n {2}choose another port/,
      ),
    });
  });

  scenario(`${engine}: a toxic that is refused says why`, options, async ({ lab }) => {
    const proxy = await lab.proxy({ to: await lab.server(), engine });
    const late = await proxy.addToxic(LATENCY);
    for (const [wrong, why] of [
      [{}, 'toxic already exists'],
      [{ name: 'other', type: 'latencyy' }, 'invalid toxic type'],
      [{ name: 'other', stream: 'sideways' }, 'stream was invalid, can be either upstream or downstream'],
    ] as const)
      await expect(added(proxy, wrong)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: `proxy: POST /proxies/proxy/toxics: ${why}\n  docs/toxics.md tells what each toxic takes`,
      });
    await late.remove();
    await expect(late.remove()).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('proxy: DELETE /proxies/proxy/toxics/late: toxic not found'),
    });
  });

  scenario(`${engine}: a toxic that no path names`, options, async ({ lab }) => {
    const proxy = await lab.proxy({ to: await lab.server(), engine });
    const late = await proxy.addToxic({ ...LATENCY, name: 'a/b' });
    await expect(late.remove()).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('proxy: DELETE /proxies/proxy/toxics/a/b: '),
    });
  });

  scenario(
    `${engine}: an attribute that the toxic has not, and nothing of it stays`,
    options,
    async ({ lab }) => {
      const proxy = await lab.proxy({ to: await lab.server(), engine });
      await expect(added(proxy, { attributes: { latencyy: 1 } })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: 'proxy: the toxic latency has no attribute `latencyy`\n  it has: latency, jitter',
      });
      await expect(added(proxy, { type: 'noop', attributes: { rate: 1 } })).rejects.toMatchObject({
        message: 'proxy: the toxic noop has no attribute `rate`\n  it has none',
      });
      const { proxy: own } = await proxy.toxiproxy.getAll();
      expect(own).toBeDefined();
      await proxy.addToxic(LATENCY);
    },
  );
}

/** Whatever the types say: `wrong` takes the place of what is right. */
function added(proxy: LabProxy, wrong: object): Promise<unknown> {
  return proxy.addToxic({ ...LATENCY, ...wrong });
}
