import { defineToxic } from './toxic.ts';
import { UpTo } from './up-to.ts';

const NEVER = Infinity;

/**
 * Stops reading when `bytes` have passed, 0: at once. The source's data stays in the kernel, whose window closes; what
 * was read beyond the limit, or before the connection was open at both ends, waits here until the toxic is removed. A RST behind it goes unnoticed that long.
 */
export const stall = defineToxic({
  goName: 'StallToxic',
  attributes: { bytes: { least: 0 } },
  apply: (link) => {
    const counted = new UpTo();
    const stop = () => {
      link.report('stall: stopped reading');
      link.stopReading();
    };
    return {
      *pass(event) {
        if (event.kind !== 'data') {
          yield counted.reached(link.attributes.bytes) ? { ...event, at: NEVER } : event;
          return;
        }
        const { below, beyond } = counted.cut(event, link.attributes.bytes);
        if (counted.reached(link.attributes.bytes)) stop();
        if (below.length > 0) yield { kind: 'data', at: event.at, bytes: below };
        if (beyond.length > 0) yield { kind: 'data', at: NEVER, bytes: beyond };
      },
      run() {
        if (counted.reached(link.attributes.bytes)) stop();
      },
    };
  },
});
