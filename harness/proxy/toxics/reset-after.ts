import { endAfter } from './end-after.ts';
import { defineToxic } from './toxic.ts';

/**
 * RST to both ends when `bytes` have passed this way or `timeout` milliseconds have gone by, whichever is first; until
 * then all passes. 0 means without that limit; both 0: at once. (reset_peer lets nothing pass until its time.)
 */
export const resetAfter = defineToxic({
  goName: 'ResetAfterToxic',
  attributes: { bytes: { least: 0 }, timeout: { least: 0 } },
  apply: (link) => {
    const report = () => link.report('reset_after: reset both ends');
    const ending = endAfter({ kind: 'abort', limit: () => link.attributes.bytes || Infinity, report });
    return {
      ...ending,
      run() {
        const { bytes, timeout } = link.attributes;
        if (bytes > 0 && timeout === 0 && !ending.isReached()) return;
        link.after(ending.isReached() ? 0 : timeout, () => {
          report();
          link.resetBothEnds();
        });
      },
    };
  },
});
