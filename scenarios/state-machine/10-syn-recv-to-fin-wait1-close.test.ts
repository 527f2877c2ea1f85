import { expect, scenario } from 'halfclose';
import { openingAtOnce } from './simultaneous-open.ts';

// RFC 9293 section 3.10.4, CLOSE in SYN_RECV. Only a simultaneous open gives the application a socket in that state to
// close.
scenario(
  'close in SYN_RECV: the end that closes goes to FIN_WAIT1',
  { needs: 'wire', edge: 10 },
  async ({ lab }) => {
    const { left, right, toRight, toLeft } = await openingAtOnce(lab);
    await left.close();

    await expect(left).toReachState('FIN_WAIT1');
    await expect(lab).toHoldStates({ left: 'FIN_WAIT1', right: 'SYN_RECV' }, { forMs: 100 });
    await expect(left).toHavePassedThrough(['SYN_SENT', 'SYN_RECV', 'FIN_WAIT1']);

    await toRight.releaseOne();
    await expect(right).toReachState('ESTABLISHED');
    // A SYN-ACK that was sent again leaves no room for the FIN (a congestion window of 1) before it is acknowledged.
    await toLeft.lift();
    await toRight.lift();
    await expect(right).toReachState('CLOSE_WAIT');
    await expect(left).toReachState('FIN_WAIT2');
  },
);
