import type { Lab } from 'halfclose';
import { expect, scenario } from 'halfclose';

/** What the timeline says of counters of that host, up to a step and from it on. */
function countedAround(lab: Lab, step: string, host: string) {
  const { timeline } = lab.recorder;
  const at = timeline.find((each) => each.probe === 'step' && each.text === step)?.at ?? Infinity;
  const readings = timeline.flatMap((each) =>
    each.probe === 'counters' && each.host === host ? [each] : [],
  );
  return {
    // The reading that a step asks for is made after it, and tells what was before.
    before: readings.filter(({ since }) => since < at).map(({ deltas }) => deltas),
    after: readings.filter(({ since }) => since >= at).map(({ deltas }) => deltas),
  };
}

scenario('a step parts what was counted before it from what was counted after', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  await expect(client).toReachState('ESTABLISHED');
  lab.step('the connection stands');
  await client.reset();
  await expect(server).toHaveFailedWith('ECONNRESET');
  lab.step('it is gone');
  // Asked after the step, it is answered after the step's own reading.
  await expect(client).toHaveCounted('Tcp.OutRsts', 1);

  const { before, after } = countedAround(lab, 'the connection stands', 'client');
  expect(before.map((deltas) => deltas['Tcp.ActiveOpens'] ?? 0)).toContain(1);
  expect(before.map((deltas) => deltas['Tcp.OutRsts'] ?? 0)).not.toContain(1);
  expect(after.map((deltas) => deltas['Tcp.OutRsts'] ?? 0)).toContain(1);
  expect(after.map((deltas) => deltas['Tcp.ActiveOpens'] ?? 0)).not.toContain(1);
});

scenario('a host that is left alone is read and has nothing to tell', async ({ lab }) => {
  const host = await lab.host();
  lab.step('nothing');
  lab.step('nothing yet');
  await expect(host).toHaveCounted('Tcp.OutSegs', 0);
  const { after } = countedAround(lab, 'nothing yet', host.name);
  expect(after).toEqual([]);
});
