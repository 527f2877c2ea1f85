import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Observation, Probe } from '../observation.ts';
import { TCP_STATES } from '../tcp-state.ts';
import type { WireVerdict } from '../wire.ts';
import { explainConnections } from './explain.ts';
import { captured, facts, saw, socket, step, told, touched, traced } from './test-facts.ts';

// Whatever was observed, in whatever order, also what no kernel would do.

const end = fc.constantFrom('client' as const, 'server' as const);
const at = fc.integer({ min: 0, max: 70_000 });
const state = fc.constantFrom(...TCP_STATES);
const flags = fc.subarray(['SYN', 'ACK', 'FIN', 'RST'] as const);
const VERDICTS: readonly WireVerdict[] = ['watched', 'dropped', 'held', 'released', 'rejected', 'forged'];

const path = fc
  .array(fc.tuple(at, state, fc.constantFrom('socket' as const, 'request' as const, 'orphan' as const)), {
    maxLength: 6,
  })
  .map((steps) => steps.sort(([a], [b]) => a - b));

const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc.tuple(at, end, state, fc.nat(9)).map(([ms, name, seen, inode]) => saw(ms, name, seen, { inode })),
  fc
    .tuple(
      at,
      end,
      fc.constantFrom(
        'connecting',
        'connected',
        'accepted',
        'data',
        'fin',
        'sent-fin',
        'error',
        'closed',
        'toxic',
      ),
    )
    .chain(([ms, name, kind]) =>
      fc
        .constantFrom(undefined, 'ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'ETIMEDOUT')
        .map((errno) => told(ms, name, kind as 'error', { errno, bytes: 3 })),
    ),
  fc
    .tuple(
      at,
      end,
      fc.constantFrom('close()', 'reset()', 'abort()', 'sendFin()', 'write(5 bytes)', 'shutdown(read)'),
    )
    .map(([ms, name, call]) => step(ms, `${name}.${call}`)),
  fc
    .tuple(
      at,
      end,
      fc.constantFrom('reset-sent' as const, 'reset-received' as const, 'retransmitted' as const),
    )
    .map(([ms, name, kind]) => traced(ms, name, kind, 'NO_SOCKET')),
  fc
    .tuple(
      at,
      end,
      flags,
      fc.constantFrom(...VERDICTS),
      fc.constantFrom(undefined, 'rst', 'host-unreachable'),
    )
    .map(([ms, name, on, verdict, detail]) => touched(ms, name, on, verdict, { detail })),
  fc
    .tuple(at, end, fc.constantFrom('in' as const, 'out' as const), flags, fc.nat(100))
    .map(([ms, name, way, on, length]) => captured(ms, name, way, on, { length })),
);

const anything = fc.record({
  client: path,
  server: path,
  seenBy: fc.subarray<Probe>(['ss', 'trace']),
  complete: fc.subarray<Probe>(['trace', 'capture']),
  timeline: fc.array(observation, { maxLength: 25 }),
});

function explained({
  client,
  server,
  seenBy,
  complete,
  timeline,
}: typeof anything extends fc.Arbitrary<infer T> ? T : never) {
  const sockets = [socket('client', seenBy, ...client), socket('server', seenBy, ...server)];
  return explainConnections(facts(sockets, timeline, { complete }));
}

test('an explanation never fails, and says something of every connection', () => {
  fc.assert(
    fc.property(anything, (given) => {
      const explanations = explained(given);
      expect(explanations.length).toBeGreaterThan(0);
      for (const { text } of explanations) expect(text).toMatch(/^(client|server)\b.*\.$/);
      expect(explanations.map(({ text }) => text).join(' ')).not.toMatch(/undefined|NaN|Infinity|\.\.| {2}/);
    }),
  );
});

test('it names no state that nothing has shown', () => {
  fc.assert(
    fc.property(anything, (given) => {
      const shown = new Set<string>([
        ...[...given.client, ...given.server].map(([, name]) => name),
        ...given.timeline.flatMap((each) => (each.probe === 'ss' ? [each.state] : [])),
      ]);
      const text = explained(given)
        .map((each) => each.text)
        .join(' ');
      expect(TCP_STATES.filter((name) => text.includes(name) && !shown.has(name))).toEqual([]);
    }),
  );
});

test('it speaks of a reset only where something shows one, or the call that makes one', () => {
  fc.assert(
    fc.property(anything, (given) => {
      const timeline = given.timeline.filter(
        (each) =>
          !('flags' in each && each.flags.includes('RST')) &&
          !(each.probe === 'trace' && each.kind !== 'retransmitted') &&
          !(each.probe === 'wire' && each.verdict === 'rejected') &&
          !(each.probe === 'application' && each.errno !== undefined) &&
          !(each.probe === 'step' && /reset|abort/.test(each.text)),
      );
      const text = explained({ ...given, timeline })
        .map((each) => each.text)
        .join(' ');
      expect(text).not.toContain('RST');
    }),
  );
});
