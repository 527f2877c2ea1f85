import { expect, test } from '@jest/globals';
import type { Sighting, TracedChange } from '../model/observation.ts';
import type { TcpState } from '../model/tcp-state.ts';
import { mergeTransitions, transitionsOfLooks } from './merge.ts';

const ENDS = {
  host: 'client',
  socket: 'client',
  local: { address: '10.0.0.2', port: 40_000 },
  peer: { address: '10.0.0.3', port: 7_000 },
};

/** Changes ten milliseconds apart, from CLOSED on. */
function traced(...states: TcpState[]): TracedChange[] {
  return states.map((to, index) => ({
    ...{ probe: 'trace', kind: 'state', at: index * 10, from: states[index - 1] ?? 'CLOSED', to },
    ...ENDS,
  }));
}

const MINI = { inode: 0, timer: { name: 'timewait', remainingMs: 1, retransmits: 0 } } as const;

function look(at: number, state: TcpState, row?: Partial<NonNullable<Sighting['row']>>): Sighting {
  const seen = { probe: 'ss' as const, at, began: at - 1, before: at - 5, state };
  return { ...seen, ...(row ? { row: row as Sighting['row'] } : {}), ...ENDS };
}

const told = (transitions: ReturnType<typeof mergeTransitions>) =>
  transitions.map(({ from, to, form, seenBy }) => `${from}>${to} ${form} ${seenBy.join('+')}`);

test('a look confirms what was traced, and what it came too late for is said to be missed by it', () => {
  const merged = mergeTransitions(traced('SYN_SENT', 'ESTABLISHED'), [look(15, 'ESTABLISHED')]);
  expect(told(merged)).toEqual(['CLOSED>SYN_SENT socket trace', 'SYN_SENT>ESTABLISHED socket trace+ss']);
  expect(merged.map(({ missedBy }) => missedBy)).toEqual([
    [{ probe: 'ss', why: 'it was between two looks' }],
    [],
  ]);
});

test('a socket that was CLOSED to the trace is in TIME_WAIT where a look shows it so, since that moment', () => {
  const merged = mergeTransitions(traced('ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED'), [
    look(33, 'TIME_WAIT', MINI),
    look(90, 'CLOSED'),
  ]);
  expect(told(merged).slice(-2)).toEqual(['FIN_WAIT2>TIME_WAIT timewait ss', 'TIME_WAIT>CLOSED socket ss']);
  expect(merged.slice(-2).map(({ at }) => at)).toEqual([30, 90]);
  expect(merged.at(-1)?.missedBy).toEqual([{ probe: 'trace', why: 'the end of a mini-socket is no event' }]);
});

test('an orphaned FIN_WAIT2 stays FIN_WAIT2, and goes by itself', () => {
  const merged = mergeTransitions(traced('ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED'), [
    look(33, 'FIN_WAIT2', MINI),
    look(90, 'CLOSED'),
  ]);
  expect(told(merged).slice(-2)).toEqual([
    'FIN_WAIT1>FIN_WAIT2 orphan trace+ss',
    'FIN_WAIT2>CLOSED socket ss',
  ]);
});

test('a half-open request comes before its socket, which begins as a copy of the listener', () => {
  const changes = traced('SYN_RECV', 'ESTABLISHED').map((each, index) =>
    index === 0 ? { ...each, from: 'LISTEN' as const } : each,
  );
  expect(told(mergeTransitions(changes, []))[0]).toBe('CLOSED>SYN_RECV socket trace');
  const request = mergeTransitions(traced('ESTABLISHED'), [look(-5, 'SYN_RECV', { inode: 0 })]);
  expect(told(request)[0]).toBe('CLOSED>SYN_RECV request ss');
});

test('without a trace, looks and what is certain between them', () => {
  const path = [
    { state: 'SYN_SENT', known: 'implied' },
    { state: 'ESTABLISHED', known: 'seen' },
    { state: 'TIME_WAIT', known: 'seen' },
  ] as const;
  const merged = transitionsOfLooks(path, [look(5, 'ESTABLISHED'), look(9, 'TIME_WAIT', MINI)]);
  expect(told(merged)).toEqual([
    'CLOSED>SYN_SENT socket ',
    'SYN_SENT>ESTABLISHED socket ss',
    'ESTABLISHED>TIME_WAIT timewait ss',
  ]);
});
