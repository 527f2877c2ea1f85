import { expect, scenario } from 'halfclose';
import { openingAtOnce } from '../state-machine/simultaneous-open.ts';

// RFC 9293 section 3.10.7.4, fifth: in SYN-RECEIVED an ACK that is not acceptable gets RST; later it gets an ACK. A full
// socket is in SYN_RECV where both ends open at once (tcp_ack); in a request, tcp_check_req leaves it to the listener.
scenario(
  'SYN_RECV after an active open, then an ACK of more than was sent: RST',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const { left } = await openingAtOnce(lab);
    await lab.wire.inject({ into: left, flags: 'ACK', ack: 1 });

    await expect(left).toHaveSentReset({ reason: 'TCP_ACK_UNSENT_DATA', by: 'segment' });
    await expect(left).toReachState('SYN_RECV');
  },
);
