import { expect, scenario } from 'halfclose';
import { openingAtOnce } from './simultaneous-open.ts';

// RFC 9293 section 3.10.7.4, second: RST in a SYN-RECEIVED that came by SYN-SENT deletes the connection, where that of a
// listener's child goes back to LISTEN. Both ends open at once; the RST is forged, and exact.
scenario(
  'exact RST in SYN_RECV after an active open: CLOSED',
  { needs: 'wire', edge: 23 },
  async ({ lab }) => {
    const { left } = await openingAtOnce(lab);
    await lab.wire.inject({ into: left, flags: 'RST' });

    await expect(left).toBeGone();
    await expect(left).toHaveFailedWith('ECONNRESET');
    await expect(left).toHavePassedThrough(['SYN_SENT', 'SYN_RECV', 'CLOSED']);
    await expect(lab).toHoldStates({ right: 'SYN_RECV' }, { forMs: 100 });
  },
);
