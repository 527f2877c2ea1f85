import { claim, expect } from 'halfclose';
import { openingAtOnce } from '../state-machine/simultaneous-open.ts';

// RFC 9293 section 3.5, figure 7; tcp_rcv_synsent_state_process() in net/ipv4/tcp_input.c.
claim('O9', { needs: ['wire', 'capture'] }, async ({ lab, O9 }) => {
  const { left, right, toLeft, toRight } = await openingAtOnce(lab);
  await toLeft.lift();
  await toRight.lift();
  await O9.says('both ends are in ESTABLISHED, by SYN_SENT and SYN_RECV', async () => {
    for (const end of [left, right]) {
      await expect(end).toReachState('ESTABLISHED');
      await expect(end).toHavePassedThrough(['SYN_SENT', 'SYN_RECV', 'ESTABLISHED']);
    }
  });
  // Each had sent its SYN before the other's was let through to it.
  await expect(left).toHaveExchanged(['left SYN seq 0', 'right SYN seq 0', 'left SYN ACK seq 0 ack 1 again']);
  await expect(right).toHaveExchanged([
    'left SYN seq 0',
    'right SYN seq 0',
    'right SYN ACK seq 0 ack 1 again',
  ]);
  await left.write('one connection');
  await expect(right).toHaveReceived('one connection');
});
