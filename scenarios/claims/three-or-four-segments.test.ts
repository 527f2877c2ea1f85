import { claim, expect } from 'halfclose';

const AS_ONE = ['active FIN ACK', 'passive FIN ACK', 'active ACK'];
const SEPARATE = ['active FIN ACK', 'passive ACK', 'passive FIN ACK', 'active ACK'];
const WITH_DATA_BETWEEN = [
  'active FIN ACK',
  'passive ACK',
  'passive PSH ACK',
  'passive FIN ACK',
  'active ACK',
];

// RFC 9293 section 3.6. tcp_fin() enters pingpong mode: the ACK of a FIN waits some 40 ms for something that could carry
// it (TCP_DELACK_MIN, tcp_send_delayed_ack()), and then leaves by itself. It waits for no application.
claim('C3', { needs: 'capture' }, async ({ lab, C3 }) => {
  const active = await lab.host({ name: 'active' });
  const passive = await lab.host({ name: 'passive' });
  const patient = await lab.server({ name: 'patient', on: passive, onFin: 'ignore' });
  const prompt = await lab.server({ name: 'prompt', on: passive, port: 7001 });

  const listens = await lab.client({ name: 'listens', to: patient, on: active });
  const answers = patient.connection(1);
  await expect(answers).toReachState('ESTABLISHED');
  await listens.sendFin();
  await expect(listens).toReachState('FIN_WAIT2');
  await answers.write('the rest');
  await answers.sendFin();
  await expect(listens).toReachState('TIME_WAIT');
  await C3.says('four where the passive end has something left to send', async () => {
    await expect(listens).toHaveExchanged(WITH_DATA_BETWEEN);
    await expect(answers).toHaveExchanged(WITH_DATA_BETWEEN);
  });

  const quick = await lab.client({ name: 'quick', to: prompt, on: active });
  await expect(prompt).toReachState('ESTABLISHED');
  await quick.sendFin();
  await expect(quick).toReachState('TIME_WAIT');
  await C3.says('three where it has nothing left to send, and closes at once', async () => {
    await expect(quick).toHaveExchanged(AS_ONE);
    await expect(prompt).toHaveExchanged(AS_ONE);
    await expect(prompt).not.toHaveExchanged(SEPARATE, { withinMs: 50 });
  });

  const slow = await lab.client({ name: 'slow', to: patient, on: active });
  const hesitates = patient.connection(2);
  await expect(hesitates).toReachState('ESTABLISHED');
  await slow.sendFin();
  await expect(slow).toReachState('FIN_WAIT2');
  await hesitates.sendFin();
  await expect(slow).toReachState('TIME_WAIT');
  await C3.says('three where it has nothing left to send, and closes later', () =>
    expect(hesitates).not.toHaveExchanged(SEPARATE, { withinMs: 50 }),
  );
  await C3.instead('then its kernel has sent the ACK before: four', async () => {
    await expect(slow).toHaveExchanged(SEPARATE);
    await expect(hesitates).toHaveExchanged(SEPARATE);
  });
});
