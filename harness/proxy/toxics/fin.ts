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
    return {
      ...endAfter({ kind: 'fin', limit: () => link.attributes.bytes, report }),
      run() {
        if (link.attributes.bytes > 0) return;
        report();
        link.say('fin');
      },
    };
  },
});
