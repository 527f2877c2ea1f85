import { expect, test } from '@jest/globals';
import { stateSpans } from './state-spans.ts';
import { implied, look, sampled, traced } from './test-lanes.ts';

const END = 1_000;

test('what the trace told is exact; CLOSED is the end of the socket, and no span', () => {
  const transitions = [traced(10, 'SYN_SENT'), traced(20, 'ESTABLISHED'), traced(30, 'CLOSED')];
  const spans = stateSpans({ name: 'client', transitions }, [], END);
  expect(spans.map(({ label, from, to }) => [label, from.earliest, from.latest, to.at])).toEqual([
    ['SYN_SENT', 10, 10, 20],
    ['ESTABLISHED', 20, 20, 30],
  ]);
  expect(spans[0]?.words).toBe(
    'client SYN_SENT, from +10.0 ms (kernel’s trace) to +20.0 ms (kernel’s trace), 10.0 ms',
  );
});

test('the last state lasts to the end of the scenario, which ended it, not the kernel', () => {
  const [span] = stateSpans({ name: 'server', transitions: [traced(10, 'LISTEN')] }, [], END);
  expect(span?.to).toMatchObject({ at: END, known: 'end' });
  expect(span?.words).toBe(
    'server LISTEN, from +10.0 ms (kernel’s trace) to the end of the scenario, +1000.0 ms',
  );
});

test('what only a look showed came at some moment since the look before', () => {
  const looks = [look('client', 40, 100, 'ESTABLISHED')];
  const [span] = stateSpans({ name: 'client', transitions: [sampled(100, 'ESTABLISHED')] }, looks, END);
  expect(span?.look).toMatchObject({ known: 'sampled' });
  expect(span?.from).toEqual({ at: 100, soft: 40, earliest: 40, latest: 100, known: 'sampled' });
  expect(span?.words).toContain('from some moment between +40.0 ms and +100.0 ms (looks of ss)');
});

test('the look before may have been before the change before, which is the earlier bound then', () => {
  const transitions = [traced(90, 'SYN_SENT'), sampled(100, 'ESTABLISHED')];
  const spans = stateSpans(
    { name: 'client', transitions },
    [look('client', -5_000, 100, 'ESTABLISHED')],
    END,
  );
  expect(spans[0]?.to).toMatchObject({ earliest: 90, latest: 100 });
});

test('several changes that one look told of share the while since the look before, in their order', () => {
  const transitions = [implied(130, 'SYN_SENT'), implied(130, 'ESTABLISHED'), sampled(130, 'FIN_WAIT1')];
  const spans = stateSpans({ name: 'client', transitions }, [look('client', 100, 130, 'FIN_WAIT1')], END);
  expect(spans.map(({ from }) => [from.soft, from.at])).toEqual([
    [100, 110],
    [110, 120],
    [120, 130],
  ]);
  expect(spans.map(({ look: { kind }, from }) => [kind, from.known, from.earliest, from.latest])).toEqual([
    ['state', 'implied', 100, 130],
    ['state', 'implied', 100, 130],
    ['state', 'sampled', 100, 130],
  ]);
});

test('a mini-socket is known by looks, and its moment by the trace of the full socket’s end', () => {
  const transitions = [traced(200, 'FIN_WAIT2'), sampled(260, 'TIME_WAIT')];
  const looks = [look('client', 200, 270, 'TIME_WAIT')];
  const spans = stateSpans({ name: 'client', transitions }, looks, END);
  expect(spans[1]).toMatchObject({
    look: { known: 'sampled', form: 'timewait' },
    from: { at: 260, soft: 260, earliest: 260 },
  });
  expect(spans[1]?.words).toContain('TIME_WAIT, a mini-socket, from +260.0 ms');
});

test('a state that came when the scenario had ended has no length below nothing', () => {
  const [span] = stateSpans({ name: 'client', transitions: [traced(END + 5, 'SYN_SENT')] }, [], END);
  expect(span?.to.at).toBe(END + 5);
});
