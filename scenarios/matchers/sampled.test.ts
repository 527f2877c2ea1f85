import { expect, scenario } from 'halfclose';
import { failureOf, stable } from './message.ts';

// As on a machine that shows nobody its kernel's trace: ss samples, and what it may have missed is unproven.
process.env['HALFCLOSE_TRACE'] = 'off';

const soon = { withinMs: 100 };

// A socket that connects gets to ESTABLISHED through SYN_RECV only where two SYNs cross, which never happens here: no
// look will ever show it, and no look can exclude it.
scenario('not.toReachState: a state that a gap between looks could hide is unproven', async ({ lab }) => {
  const proxy = await lab.proxy({ to: await lab.server() });
  const on = await lab.host({ name: 'client' });
  const watched = failureOf(expect(proxy.serverLeg).not.toReachState('SYN_RECV', { withinMs: 3_000 }));
  await lab.client({ via: proxy, on });
  expect(stable(await watched)).toMatchSnapshot();
});

scenario('toHavePassedThrough: a state that polling may have missed is unproven', async ({ lab }) => {
  const client = await lab.client({ to: await lab.server() });
  await expect(client).toReachState('ESTABLISHED');
  const message = await failureOf(expect(client).toHavePassedThrough(['SYN_RECV', 'ESTABLISHED'], soon));
  expect(stable(message).replace('SYN_SENT (implied)', 'SYN_SENT')).toMatchSnapshot();
});

scenario('toHavePassedThrough: what looks show holds without the trace', async ({ lab }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await client.sendFin();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2']);
});
