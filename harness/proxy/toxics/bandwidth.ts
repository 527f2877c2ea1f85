import { paced, type Pace } from './pace.ts';
import { defineToxic } from './toxic.ts';

/** As much as comes in while node collects garbage, so that it can be caught up with. */
const READ_AHEAD_BYTES = 8 * 1024 * 1024;

/** Limits each connection to `rate` KB/s (1000 bytes). Toxiproxy takes 0, and then stalls for ever. */
export const bandwidth = defineToxic({
  goName: 'BandwidthToxic',
  attributes: { rate: { least: 1 } },
  readAheadBytes: READ_AHEAD_BYTES,
  apply: (link) => {
    const pace: Pace = { free: 0 };
    return {
      pass: (event) => {
        link.report('bandwidth: paces what passes');
        return paced(event, pace, () => link.attributes.rate);
      },
    };
  },
});

/** Limits all connections of the proxy together to `rate` KB/s (1000 bytes), each direction for itself. */
export const proxyBandwidth = defineToxic({
  goName: 'ProxyBandwidthToxic',
  attributes: { rate: { least: 1 } },
  apply: (link) => {
    const pace = link.shared((): Pace => ({ free: 0 }));
    return {
      pass: (event) => {
        link.report('proxy_bandwidth: paces what passes');
        return paced(event, pace, () => link.attributes.rate);
      },
    };
  },
});
