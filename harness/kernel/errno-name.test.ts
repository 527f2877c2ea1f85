import { expect, test } from '@jest/globals';
import { errnoName } from './errno-name.ts';

test.each([
  [11, 'EAGAIN'],
  [115, 'EINPROGRESS'],
  [104, 'ECONNRESET'],
  [106, 'EISCONN'],
  [114, 'EALREADY'],
  [110, 'ETIMEDOUT'],
])('errno %i is %s', (errno, name) => {
  expect(errnoName(errno)).toBe(name);
});
