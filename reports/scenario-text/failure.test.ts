import { expect, test } from '@jest/globals';
import { readFailure } from './failure.ts';

test("a matcher's message is read in its parts, lines set in below their row", () => {
  const message = [
    'expect(client).toReachState(FIN_WAIT2) failed',
    '  Socket    client 10.0.0.2:5 → server 10.0.0.1:7000',
    '  Expected  FIN_WAIT2 within 5000 ms',
    '  Received  TIME_WAIT',
    '            and no error',
    '  Observed  ss every 2 ms',
    '    +345 ms   — client.connect()',
  ].join('\n');
  expect(readFailure(message)).toEqual({
    head: 'expect(client).toReachState(FIN_WAIT2) failed',
    rows: [
      { label: 'Socket', text: 'client 10.0.0.2:5 → server 10.0.0.1:7000' },
      { label: 'Expected', text: 'FIN_WAIT2 within 5000 ms' },
      { label: 'Received', text: 'TIME_WAIT\nand no error' },
      { label: 'Observed', text: 'ss every 2 ms\n    +345 ms   — client.connect()' },
    ],
    rest: '',
  });
});

test('any other message is a head and the rest, without the colours of a terminal', () => {
  const message = '\u001b[2mexpect(\u001b[31mreceived\u001b[39m)\u001b[22m\n\n- Expected\n+ Received';
  expect(readFailure(message)).toEqual({
    head: 'expect(received)',
    rows: [],
    rest: '\n- Expected\n+ Received',
  });
});

test('a link and a title for a terminal are taken out, what looks like markup is kept', () => {
  const message = '\u001b]8;;http://x\u0007<b>here</b>\u001b]8;;\u001b\\ [31m';
  expect(readFailure(message).head).toBe('<b>here</b> [31m');
});
