import type { Amounts, Measurement } from '../measurement.ts';

/** Before the clock starts, so that buffers have grown and code is compiled. */
const WARM_UP_SHARE = 0.1;

/** Bytes from the source, on so many connections at once, and what the proxy's process spends on them. */
export function throughput(connections: number, { bytes }: Amounts): Measurement {
  const on = connections === 1 ? '1 connection' : `${String(connections)} connections`;
  const rate = `throughput${String(connections)}MBps`;
  const cost = `cpuSecondsPerGB${String(connections)}`;
  const each = Math.ceil(bytes / connections);
  return {
    title: `throughput, ${on}`,
    figures: [
      { name: rate, label: `throughput, ${on} (MB/s)`, better: 'more' },
      { name: cost, label: `processor, ${on} (s/GB)`, better: 'less' },
    ],
    run: async ({ source, proxy }, load) => {
      await load.do('open', source, connections);
      await load.do('fetch', Math.ceil(each * WARM_UP_SHARE));
      const before = proxy?.child.cpuSeconds() ?? 0;
      const seconds = await load.do('fetch', each);
      const spent = (proxy?.child.cpuSeconds() ?? 0) - before;
      await load.do('close');
      const moved = each * connections;
      return { [rate]: moved / 1e6 / seconds, ...(proxy && { [cost]: spent / (moved / 1e9) }) };
    },
  };
}
