import { expect, test } from '@jest/globals';
import { hostsAhead } from './hosts-ahead.ts';

test('a proxy has a host of its own where the scenario has a proxy', () => {
  expect(hostsAhead((lab: { proxy: () => void }) => lab.proxy())).toEqual(['server', 'proxy', 'client']);
  expect(hostsAhead((lab: { server: () => void }) => lab.server())).toEqual(['server', 'client']);
});
