import type { Amounts, Measurement } from '../measurement.ts';
import { withToxic } from './with-toxic.ts';

/** Toxiproxy's unit of bandwidth, in bytes a second. */
const KB = 1_000;

/** By how much the rate is missed when as many bytes are fetched as should take `bandwidthMs`. */
export function bandwidthAccuracy(rateKB: number, { bandwidthMs }: Amounts): Measurement {
  const rate = rateKB < 1_000 ? `${String(rateKB)} KB/s` : `${String(rateKB / 1_000)} MB/s`;
  const name = `bandwidth${rate.replace(' ', '').replace('/s', 'ps')}ErrorPercent`;
  const bytes = Math.ceil((rateKB * KB * bandwidthMs) / 1_000);
  return {
    title: `bandwidth of ${rate}`,
    figures: [{ name, label: `bandwidth of ${rate}, error (%)`, better: 'less' }],
    run: async ({ source, proxy }, load) => {
      if (!proxy) return {};
      const seconds = await withToxic(proxy.source, 'bandwidth', { rate: rateKB }, async () => {
        await load.do('open', source, 1);
        return load.do('fetch', bytes);
      });
      await load.do('close');
      if (typeof seconds === 'string') return { [name]: seconds };
      return { [name]: Math.abs(bytes / seconds / (rateKB * KB) - 1) * 100 };
    },
  };
}
