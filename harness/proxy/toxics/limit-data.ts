import { endAfter } from './end-after.ts';
import { defineToxic } from './toxic.ts';

/** Closes the connection when `bytes` have passed. 0: with the first byte, which does not pass. */
export const limitData = defineToxic({
  goName: 'LimitDataToxic',
  attributes: { bytes: { least: 0 } },
  apply: (link) =>
    endAfter({
      kind: 'close',
      limit: () => link.attributes.bytes,
      report: () => link.report('limit_data: closed both ends'),
    }),
});
