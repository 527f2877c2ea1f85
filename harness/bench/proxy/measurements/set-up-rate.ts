import type { Amounts, Measurement } from '../measurement.ts';

/** Connect, one byte there and back, close: a few at a time. */
export function setUpRate({ setUps }: Amounts): Measurement {
  return {
    title: 'set-up rate',
    figures: [{ name: 'connectionsPerSecond', label: 'connections set up (1/s)', better: 'more' }],
    run: async ({ echo }, load) => {
      await load.do('setUps', echo, Math.ceil(setUps / 10));
      return { connectionsPerSecond: setUps / (await load.do('setUps', echo, setUps)) };
    },
  };
}
