import { expect, test } from '@jest/globals';
import { checkStepName } from './steps.ts';

test.each(['', ' ', '\n', 7, undefined, null, {}])('%p is no name of a step', (name) => {
  expect(() => checkStepName(name)).toThrow(
    expect.objectContaining({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('lab.step() takes a name that is not empty, got ') as unknown,
    }),
  );
});

test('a text is', () => {
  expect(() => checkStepName('the client goes away')).not.toThrow();
});
