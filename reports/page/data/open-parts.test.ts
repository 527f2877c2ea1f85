import { describe, expect, test } from '@jest/globals';
import { madeEvidence } from '../fixtures/made-evidence.ts';
import { PageContents } from '../build/page-contents.ts';
import { openParts } from './open-parts.ts';

const RUN = Array.from({ length: 12 }, (_, number) => madeEvidence(number, 60));

/** A page of these scenarios, each in a pack of its own where its file is told to be large. */
async function opened({ size, run = RUN }: { size: number; run?: typeof RUN }) {
  const contents = new PageContents();
  for (const [number, evidence] of run.entries())
    contents.add({ file: `${String(number)}/evidence.json`, evidence }, size);
  const parts = contents.parts('a run', undefined);
  const asked: string[] = [];
  const textOf = (part: string) => {
    asked.push(part);
    return parts[part] ?? '';
  };
  return { ...(await openParts(textOf)), parts, asked };
}

/** What of evidence is on disk. */
const written = (evidence: unknown): unknown => JSON.parse(JSON.stringify(evidence));

describe('a page that is opened', () => {
  test.each([1_000, 10_000_000])(
    'has the evidence of every scenario, from files of %d bytes',
    async (size) => {
      const { index, load } = await opened({ size, run: RUN.toReversed() });
      expect(index.scenarios.map(({ startedAt }) => startedAt)).toEqual(
        RUN.map(({ startedAt }) => startedAt),
      );
      const loaded = await Promise.all(RUN.map((_, number) => load(number)));
      expect(loaded).toStrictEqual(written(RUN));
    },
  );

  test('has each text of a scenario file once', async () => {
    const { parts } = await opened({ size: 10_000_000 });
    const { parts: without } = await opened({
      size: 10_000_000,
      run: RUN.map(({ scenario: { source, ...scenario }, ...rest }) => ({ ...rest, scenario })),
    });
    expect(new Set(RUN.map(({ scenario }) => scenario.source)).size).toBe(3);
    for (const [name, part] of Object.entries(parts))
      if (name.startsWith('pack')) expect(part.length - (without[name]?.length ?? 0)).toBeLessThan(100);
  });

  test('opens a pack when a scenario of it is, and keeps the last few open', async () => {
    const { load, asked } = await opened({ size: 10_000_000 });
    expect(asked).toEqual(['index']);
    for (const number of [0, 1, 0, 2, 1, 0]) await load(number);
    expect(asked).toEqual(['index', 'pack-0', 'sources', 'pack-1', 'pack-2']);
    await load(3);
    await load(3);
    await load(2);
    expect(asked.slice(5)).toEqual(['pack-3', 'pack-2']);
  });

  test('says of a scenario that it does not have', async () => {
    const { load } = await opened({ size: 1_000 });
    await expect(load(12)).rejects.toThrow('there is no scenario 12');
  });
});
