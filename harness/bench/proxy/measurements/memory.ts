import type { Amounts, Measurement } from '../measurement.ts';

/** What a proxy that has done nothing before holds while all its connections are idle. */
export function memory({ idleConnections }: Amounts): Measurement {
  return {
    title: 'memory',
    figures: [
      { name: 'memoryMB', label: `memory, ${String(idleConnections)} idle connections (MB)`, better: 'less' },
      { name: 'memoryPerConnectionKB', label: 'memory, each of them (KB)', better: 'less' },
    ],
    run: async ({ source, proxy }, load) => {
      if (!proxy) return {};
      const beforeMB = proxy.child.residentMB();
      await load.do('open', source, idleConnections);
      // A byte on each, without which a proxy may not have connected to the server yet.
      await load.do('fetch', 1);
      const memoryMB = proxy.child.residentMB();
      await load.do('close');
      return { memoryMB, memoryPerConnectionKB: ((memoryMB - beforeMB) * 1000) / idleConnections };
    },
  };
}
