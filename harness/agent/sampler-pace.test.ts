import { describe, expect, test } from '@jest/globals';
import { Kernel, row } from './sampler-bench.ts';

describe('when it looks', () => {
  test('a look that is asked for starts after the call, even where one is under way', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    const looking = kernel.sampler.lookNow();
    await kernel.answer(row('ESTABLISHED'));
    // This answer was read before the call: it does not count.
    await kernel.answer(row('FIN_WAIT1'));
    expect(await looking).toMatchObject({ looks: 2 });
    expect(kernel.events.map(({ seen }) => seen[0]?.state)).toEqual(['ESTABLISHED', 'FIN_WAIT1']);
  });

  test('one that is asked for while somebody waits is not made once nobody does', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    kernel.sampler.cadence(3_600_000, true);
    const looking = kernel.sampler.lookNow(true);
    await kernel.answer(row('ESTABLISHED'));
    // As whoever asked does when told of that state.
    kernel.sampler.cadence(3_600_000, false);
    expect(await looking).toMatchObject({ looks: 1 });
    expect(kernel.looksUnderWay).toBe(0);
  });

  test('one that somebody else waits for is made all the same', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    const looking = kernel.sampler.lookNow(true);
    kernel.sampler.cadence(5, true);
    await kernel.answer(row('ESTABLISHED'));
    await kernel.answer(row('FIN_WAIT1'));
    expect(await looking).toMatchObject({ looks: 2 });
  });

  test('several that are asked for at once share one look', async () => {
    using kernel = new Kernel();
    const both = Promise.all([kernel.sampler.lookNow(), kernel.sampler.lookNow()]);
    await kernel.answer();
    expect(await both).toMatchObject([{ looks: 1 }, { looks: 1 }]);
  });

  test('it goes on by itself once it has a cadence, also after an error', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.answer(row('SYN_SENT'));
    await kernel.fail('busy');
    await kernel.answer(row('ESTABLISHED'));
    await kernel.asked();
    expect(kernel.events).toHaveLength(2);
    expect(kernel.events.at(-1)).toMatchObject({ looks: 3, errors: 1 });
  });

  test('never twice at a time', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(1, true);
    await kernel.asked();
    kernel.sampler.nudge();
    kernel.sampler.cadence(1, true);
    void kernel.sampler.lookNow();
    await new Promise(setImmediate);
    expect(kernel.looksUnderWay).toBe(1);
  });

  test('not for a nudge before it has a cadence', async () => {
    using kernel = new Kernel();
    kernel.sampler.nudge();
    kernel.sampler.nudge(1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(kernel.looksUnderWay).toBe(0);
    kernel.sampler.cadence(3_600_000, false);
    kernel.sampler.nudge(1);
    await kernel.asked();
  });

  test('a nudge brings the next look forward', async () => {
    using kernel = new Kernel();
    // Without the nudge this look would come in an hour, and Jest's limit first.
    kernel.sampler.cadence(3_600_000, true);
    kernel.sampler.nudge();
    await kernel.answer(row('ESTABLISHED'));
    kernel.sampler.nudge();
    await kernel.asked();
  });

  test('a shorter cadence counts at once', async () => {
    using kernel = new Kernel();
    kernel.sampler.cadence(3_600_000, true);
    kernel.sampler.cadence(1, true);
    await kernel.asked();
  });
});
