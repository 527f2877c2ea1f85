import { defineToxic } from './toxic.ts';

const BITS = 8;

/** Turns one bit over in one byte of `every` on average, chosen by the seed. The number of bytes stays the same. */
export const corrupt = defineToxic({
  goName: 'CorruptToxic',
  attributes: { every: { least: 1 } },
  apply: (link) => {
    /** How many bytes pass unharmed before the next that does not: geometrically distributed. */
    const gap = () => {
      const { every } = link.attributes;
      return every === 1 ? 0 : Math.floor(Math.log(1 - link.random()) / Math.log(1 - 1 / every));
    };
    let unharmed = 0;
    return {
      run() {
        unharmed = gap();
      },
      *pass(event) {
        if (event.kind !== 'data') {
          yield event;
          return;
        }
        const bytes = Buffer.from(event.bytes);
        let place = unharmed;
        for (; place < bytes.length; place += 1 + gap()) {
          link.report('corrupt: changes what passes');
          bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(link.random() * BITS));
        }
        unharmed = place - bytes.length;
        yield { ...event, bytes };
      },
    };
  },
});
