import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import type { Evidence } from '../../harness/model/evidence.ts';
import { evidenceOf, step } from '../fidelity/test-evidence.ts';
import type { EvidenceFile } from '../read-run.ts';
import { junitOf } from './junit.ts';

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** As a strict parser reads it, which throws at what is not XML. */
function parsed(xml: string): Element {
  const document: Element = { tag: '', attributes: {}, children: [], text: '' };
  const open = [document];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { tag: name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [root] = document.children;
  if (!root) throw new Error('no element');
  return root;
}

const ran = (name: string, more: Partial<Evidence> = {}): EvidenceFile => ({
  file: `netns/x/${name}/evidence.json`,
  evidence: evidenceOf(name, [step('client.close()')], { durationMs: 1_234, ...more }),
});
const FAILED = { status: 'failed', verdict: 'failed', error: 'it broke\n  because' } as const;

describe('the scenarios of a run as JUnit', () => {
  test('have a suite for each file on each backend, with its counts', () => {
    const elsewhere = { scenario: { name: 'c', file: 'scenarios/y.test.ts' } };
    const root = parsed(
      junitOf([ran('a'), ran('b', FAILED), ran('a', { backend: 'docker' }), ran('c', elsewhere)]),
    );
    expect(root).toMatchObject({ tag: 'testsuites', attributes: { tests: '4', failures: '1', errors: '0' } });
    expect(
      root.children.map(({ tag, attributes }) => [tag, attributes['name'], attributes['tests']]),
    ).toEqual([
      ['testsuite', 'scenarios/fidelity/x.test.ts (netns)', '2'],
      ['testsuite', 'scenarios/fidelity/x.test.ts (docker)', '1'],
      ['testsuite', 'scenarios/y.test.ts (netns)', '1'],
    ]);
    expect(root.children[0]?.attributes).toMatchObject({
      ...{ file: 'scenarios/fidelity/x.test.ts', failures: '1', time: '2.468' },
      timestamp: '2026-01-01T00:00:00.000Z',
    });
  });

  test('have a case each, with what belongs to it', () => {
    const [suite] = parsed(junitOf([ran('a', { seed: 42 })])).children;
    expect(suite?.children).toMatchObject([
      {
        tag: 'testcase',
        attributes: { name: 'a', classname: 'netns.scenarios.fidelity.x', time: '1.234' },
        children: [
          {
            tag: 'properties',
            children: [
              { attributes: { name: 'backend', value: 'netns' } },
              { attributes: { name: 'seed', value: '42' } },
              { attributes: { name: 'evidence', value: 'netns/x/a' } },
            ],
          },
        ],
      },
    ]);
  });

  const failed = (more: Partial<Evidence>, name = 'a') => {
    const [suite] = parsed(junitOf([ran(name, more)])).children;
    return suite?.children[0]?.children.slice(1);
  };

  test('say of a failure what it was, and what happened', () => {
    expect(failed(FAILED)).toMatchObject([
      { tag: 'failure', attributes: { message: 'it broke', type: 'failed' }, text: 'it broke\n  because' },
      { tag: 'system-out', text: expect.stringMatching(/\+0 ms +— client\.close\(\)/) },
    ]);
    expect(failed({ ...FAILED, verdict: 'unproven' })).toMatchObject([
      { tag: 'failure', attributes: { type: 'unproven' } },
      {},
    ]);
  });

  test('tell one that was interrupted from one that failed', () => {
    const [element] = failed({ status: 'running', verdict: undefined }) ?? [];
    expect(element).toMatchObject({ tag: 'error', attributes: { type: 'interrupted' } });
  });

  test('are XML whatever they are called and whatever they say', () => {
    const hostile = '<b a="1">\'&amp;\r\n\t]]><![CDATA[ \u{0}\u{8}\u{1b}\u{fffe}\u{d800} 𝄞 -->';
    const shown = '<b a="1">\'&amp;\r\n\t]]><![CDATA[ \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} 𝄞 -->';
    const xml = junitOf([ran(hostile, { ...FAILED, error: `first\n${hostile}` })]);
    const [testcase] = parsed(xml).children[0]?.children ?? [];
    expect(testcase?.attributes['name']).toBe(shown);
    expect(testcase?.children[1]?.text).toBe(`first\n${shown}`);
  });
});
