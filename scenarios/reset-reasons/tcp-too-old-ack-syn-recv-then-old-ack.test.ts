import { expect, scenario } from 'halfclose';
import { openingAtOnce } from '../state-machine/simultaneous-open.ts';

// As an ACK of more than was sent. Before its SYN, a socket has sent nothing: `ack` is told from behind the SYN.
scenario(
  'SYN_RECV after an active open, then an ACK from before its SYN: RST',
  { needs: ['wire', 'trace'] },
  async ({ lab }) => {
    const { left } = await openingAtOnce(lab);
    await lab.wire.inject({ into: left, flags: 'ACK', ack: -2 });

    await expect(left).toHaveSentReset({ reason: 'TCP_TOO_OLD_ACK', by: 'segment' });
    await expect(left).toReachState('SYN_RECV');
  },
);
