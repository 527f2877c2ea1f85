import { expect, scenario } from 'halfclose';

scenario("a process beside the host's agent leaves looking to that", async ({ lab }) => {
  const server = await lab.server({ ownProcess: true });
  await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  // Time for a look of its own at what its application has told.
  await expect(lab).toHoldStates({ client: 'ESTABLISHED' }, { forMs: 200 });
  const listens = lab.recorder.timeline.filter(
    (seen) => seen.probe === 'ss' && seen.socket === 'server:listener',
  );
  expect(listens).toHaveLength(1);
});
