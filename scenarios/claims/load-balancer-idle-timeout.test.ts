import { claim, expect, type Lab } from 'halfclose';

/** What D gives its load balancer, and what ours has; each more than a busy machine takes between two segments. */
const IN_D = '300 s';
const SHORT_MS = 1_500;

/** Two ends that a load balancer has seen connect, and how long it remembers those who say nothing. */
async function balanced(lab: Lab, name: string, options: { afterMs: number; then: 'drop' | 'rst' }) {
  const server = await lab.server({ name: `${name}-server` });
  const client = await lab.client({ name: `${name}-client`, to: server });
  await lab.wire.idleTimeout(client.host, server.host, options);
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await client.write('heard');
  await expect(server).toHaveReceived('heard');
  return { client, server };
}

// RFC 5382 section 5: a middlebox may forget an idle connection, and tells neither end. The ends: RFC 9293 section 3.8.3
// for what is not acknowledged; tcp_reset() in net/ipv4/tcp_input.c.
claim('K5', { needs: ['wire', 'trace'] }, async ({ lab, K5 }) => {
  K5.scaled('idle time of the load balancer', {
    ...{
      here: `${String(SHORT_MS)} ms`,
      byDefault: IN_D,
      readFrom: 'article D; it is the box’s, no kernel has one',
    },
  });
  const dropped = await balanced(lab, 'dropped', { afterMs: SHORT_MS, then: 'drop' });
  const reset = await balanced(lab, 'reset', { afterMs: SHORT_MS, then: 'rst' });
  const patient = await balanced(lab, 'patient', { afterMs: 300_000, then: 'drop' });

  await K5.says('once that time is over, both ends still show the connection as established', () =>
    expect(lab).toHoldStates(
      {
        ...{ 'dropped-client': 'ESTABLISHED', 'dropped-server': 'ESTABLISHED' },
        ...{ 'reset-client': 'ESTABLISHED', 'reset-server': 'ESTABLISHED' },
      },
      { forMs: SHORT_MS + 100 },
    ),
  );

  for (const { client } of [dropped, reset, patient]) await client.write(' again');
  await K5.says('what is sent then gets lost, and is sent again in vain', async () => {
    await expect(dropped.client).toHaveRetransmitted();
    await expect(dropped.server).toHaveReceived('heard');
    await expect(dropped.client).toReachState('ESTABLISHED');
    await expect(dropped.server).toReachState('ESTABLISHED');
  });
  await K5.says('where the load balancer resets instead, only the end that sends learns of it', async () => {
    await expect(reset.client).toHaveFailedWith('ECONNRESET');
    await expect(reset.client).toHaveBeenResetBy('middlebox');
    await expect(reset.client).toBeGone();
    await expect(reset.server).toReachState('ESTABLISHED');
  });
  await K5.says(
    'the idle time is the load balancer’s: one with a longer one has dropped nothing',
    async () => {
      await expect(patient.server).toHaveReceived('heard again');
    },
  );
});
