import { expect, scenario } from 'halfclose';
import { openingAtOnce } from './simultaneous-open.ts';

// RFC 9293 section 3.10.7.3, SYN without ACK in SYN_SENT. Both ends connect, and their SYNs cross.
scenario(
  'simultaneous open: both ends go from SYN_SENT to SYN_RECV',
  { needs: 'wire', edge: 7 },
  async ({ lab }) => {
    const { left, right, toLeft, toRight } = await openingAtOnce(lab);
    await expect(lab).toHoldStates({ left: 'SYN_RECV', right: 'SYN_RECV' }, { forMs: 100 });
    for (const end of [left, right]) {
      await expect(end).toHavePassedThrough(['SYN_SENT', 'SYN_RECV']);
      // A full socket, not the request that a listener makes.
      expect(end.track.sightings.at(-1)?.row?.inode).toBeGreaterThan(0);
    }

    await toLeft.lift();
    await toRight.lift();
    await expect(left).toReachState('ESTABLISHED');
    await expect(right).toReachState('ESTABLISHED');
    await left.write('one connection');
    await expect(right).toHaveReceived('one connection');
  },
);
