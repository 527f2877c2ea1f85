import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { LabWire } from './lab-wire.ts';
import { FAULT_OPTIONS } from './fault-options.ts';

const page = readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'wire.md'), 'utf8');

/** Of each row of the table of faults: the names of its options. */
function described(text: string): Record<string, string[]> {
  const rows = [...text.matchAll(/^\| `(\w+)` \| (none|`\w+`[^|]*) \|[^|]*\|$/gm)];
  return Object.fromEntries(
    rows
      .filter(([, call = '']) => call in LabWire.prototype)
      .map(([, call = '', cell = '']) => {
        const options = cell.split(/, (?=`)/).map((option) => /^`(\w+)`/.exec(option)?.[1] ?? '');
        return [call, options.filter((name) => name !== '')];
      }),
  );
}

/** What the lab calls on the wire, and not the scenario. */
const OF_THE_LAB = ['constructor', 'reach', 'receive', 'receiveFloods', 'hasMadeUp', 'lost', 'evidence'];

const calls = Object.getOwnPropertyNames(LabWire.prototype).filter((name) => !OF_THE_LAB.includes(name));

test('docs/wire.md names exactly the faults there are', () => {
  expect(Object.keys(described(page)).sort()).toEqual(calls.sort());
});

test('and exactly the options of each', () => {
  const faults = Object.entries(described(page)).filter(([call]) => call !== 'inject');
  const withOptions = Object.fromEntries(faults.filter(([, options]) => options.length > 0));
  expect(withOptions).toEqual(FAULT_OPTIONS);
});

test('a row that is wrong or missing is found', () => {
  expect(described(page.replace('`ms`, `jitterMs` (0)', '`ms`'))).not.toEqual(described(page));
  expect(Object.keys(described(page.replace(/^\| `cut`.*\n/m, '')))).not.toContain('cut');
});
