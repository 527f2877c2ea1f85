import { expect, test } from '@jest/globals';
import { EVIDENCE_SCHEMA, type Evidence } from '../harness/model/evidence.ts';
import { renderScenario, summarise } from './terminal.ts';

const end = (port: number) => ({ address: '10.64.0.2', port });

const evidence: Evidence = {
  schema: EVIDENCE_SCHEMA,
  disagreements: [],
  trace: { state: 'on', why: undefined, events: 0, instance: undefined },
  faults: [],
  programs: [],
  scenario: { name: 'client closes', file: 'scenarios/x.test.ts' },
  backend: 'netns',
  status: 'passed',
  verdict: 'held',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 100,
  seed: 1,
  environment: {},
  error: undefined,
  teardownErrors: [],
  hosts: [],
  sockets: [
    {
      ...{ name: 'client', role: 'client', host: 'client', local: end(40_000), peer: end(7_000) },
      states: [
        { state: 'SYN_SENT', known: 'implied' },
        { state: 'ESTABLISHED', known: 'seen' },
        { state: 'CLOSED', known: 'seen' },
      ],
      transitions: [
        ...[
          { at: 3, from: 'CLOSED', to: 'SYN_SENT', form: 'socket', seenBy: [], missedBy: [] } as const,
          {
            at: 3,
            from: 'SYN_SENT',
            to: 'ESTABLISHED',
            form: 'socket',
            seenBy: ['ss'],
            missedBy: [],
          } as const,
        ],
        ...[
          { at: 9, from: 'ESTABLISHED', to: 'CLOSED', form: 'socket', seenBy: ['ss'], missedBy: [] } as const,
        ],
      ],
    },
    {
      name: 'server:listener',
      role: 'listener',
      host: 'server',
      local: end(7_000),
      peer: undefined,
      states: [],
      transitions: [],
    },
  ],
  expectations: [],
  claims: [],
  timeline: [{ probe: 'step', at: 5, text: 'client.close()' }],
};

test('a program is told what was seen, and what is only implied apart from it', () => {
  expect(summarise(evidence)).toEqual({
    name: 'client closes',
    backend: 'netns',
    verdict: 'held',
    states: { client: ['ESTABLISHED', 'CLOSED'] },
    paths: { client: '(SYN_SENT) → ESTABLISHED → gone' },
  });
});

test('a person is told both ends of each connection, their paths, what came of it in words, and the timeline', () => {
  const text = renderScenario(evidence);
  expect(text).toContain('client closes');
  expect(text).toMatch(/client +10\.64\.0\.2:40000 → 10\.64\.0\.2:7000 +\(SYN_SENT\) → ESTABLISHED → gone/);
  expect(text).toContain('— client.close()');
  expect(text).toContain('netns, kernel ?, traced');
  expect(text).toContain('client was gone by +9 ms; how it ended was not observed: ss only');
  expect(text).not.toContain('listener');
});

test('a person is told what was only sampled, and where probes disagree', () => {
  const trace = { ...evidence.trace, state: 'off' as const, why: 'not root' };
  const text = renderScenario({ ...evidence, trace, disagreements: ['client: they do'] });
  expect(text).toContain('states sampled, kernel trace off: not root');
  expect(text).toContain('probes disagree: client: they do');
});
