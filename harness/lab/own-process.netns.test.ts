import { expect, scenario } from 'halfclose';

scenario("a process beside the host's agent leaves looking to that", async ({ lab }) => {
  const server = await lab.server({ ownProcess: true });
  await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  // Time for a look of its own at what its application has told.
  await expect(lab).toHoldStates({ client: 'ESTABLISHED' }, { forMs: 200 });
  // Whoever looks has one look alone with none before, which is told where it shows something.
  const first = lab.recorder.timeline.flatMap((seen) =>
    seen.probe === 'ss' && seen.host === 'server' && seen.before === 0 ? [seen.at] : [],
  );
  expect(new Set(first).size).toBeLessThanOrEqual(1);
});
