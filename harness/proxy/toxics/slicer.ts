import { defineToxic } from './toxic.ts';

const MICROSECONDS = 1000;

/**
 * Cuts data into pieces of `average_size` ± `size_variation` bytes, with `delay` microseconds after each. Each piece is
 * handed to the kernel alone; without a delay the kernel may still send two of them in one segment.
 */
export const slicer = defineToxic({
  goName: 'SlicerToxic',
  // Toxiproxy takes an average of 0, and ends with its stack used up.
  attributes: { average_size: { least: 1 }, size_variation: { least: 0 }, delay: { least: 0 } },
  check: ({ average_size, size_variation }) =>
    size_variation < average_size
      ? undefined
      : `attribute size_variation must be less than average_size, got ${String(size_variation)} and ${String(average_size)}`,
  apply: (link) => {
    let free = 0;
    const size = () => {
      const { average_size, size_variation } = link.attributes;
      if (size_variation === 0) return average_size;
      return average_size - size_variation + Math.floor(link.random() * (2 * size_variation + 1));
    };
    return {
      *pass(event) {
        if (event.kind !== 'data') {
          yield { ...event, at: Math.max(event.at, free) };
          return;
        }
        link.report('slicer: cuts what passes');
        for (let rest = event.bytes; rest.length > 0;) {
          const bytes = rest.subarray(0, size());
          rest = rest.subarray(bytes.length);
          const at = Math.max(event.at, free);
          yield { kind: 'data', at, bytes };
          // It came out before its time where the toxic was updated.
          free = Math.min(at, link.now()) + link.attributes.delay / MICROSECONDS;
        }
      },
    };
  },
});
