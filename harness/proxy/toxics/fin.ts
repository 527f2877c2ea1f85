import { endAfter } from './end-after.ts';
import { defineToxic } from './toxic.ts';

/**
 * Ends this direction with FIN when `bytes` have passed, 0: at once; the other direction lives on. What the source sends
 * afterwards is taken and dropped, and it is not told.
 */
export const fin = defineToxic({
  goName: 'FinToxic',
  attributes: { bytes: { least: 0 } },
  apply: (link) => {
    const report = () => link.report('fin: half-closed');
    const ending = endAfter({ kind: 'fin', limit: () => link.attributes.bytes, report });
    return {
      ...ending,
      run() {
        if (!ending.isReached()) return;
        report();
        link.say('fin');
      },
    };
  },
});
