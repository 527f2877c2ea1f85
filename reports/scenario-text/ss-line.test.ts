import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { parseSsOutput } from '../../harness/model/ss-output.ts';
import { ssLine } from './ss-line.ts';

const FIXTURES = path.join(__dirname, '../../harness/model/fixtures');

/** What real kernels were seen to show, read from what `ss` printed. */
function rowsIn(name: string) {
  const text = readFileSync(path.join(FIXTURES, `${name}.txt`), 'utf8');
  return parseSsOutput(text.slice(text.indexOf('\n') + 1));
}

test.each([
  ...['closing', 'established-keepalive', 'established-owners', 'fin-wait-2', 'handshake', 'listeners'],
  ...['retransmit-and-persist', 'simultaneous-open', 'time-wait'],
])('%s: a row is read again from its line as it was', (name) => {
  const rows = rowsIn(name);
  expect(rows.length).toBeGreaterThan(0);
  expect(parseSsOutput(rows.map(ssLine).join('\n'))).toEqual(rows);
});

test('it looks as ss prints it', () => {
  const [row] = parseSsOutput(
    'FIN-WAIT-2 0 3 [fe80::1%lo]:7000 [::1]:5 timer:(on,5.132ms,2) uid:7 ino:9 sk:1 <-- skmem:(r0,rb1,t0,tb2,f4294967295,w0,o0,bl0,d0) ts mss:1460 send 1.2Gbps',
  );
  expect(row && ssLine(row)).toBe(
    'FIN-WAIT-2 0 3 [fe80::1%lo]:7000 [::1]:5 timer:(on,5.132ms,2) uid:7 ino:9 <-- skmem:(r0,rb1,t0,tb2,f4294967295,w0,o0,bl0,d0) sk:1 ts mss:1460 send 1.2Gbps',
  );
});
