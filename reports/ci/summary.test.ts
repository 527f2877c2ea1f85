import { describe, expect, test } from '@jest/globals';
import type { Evidence } from '../../harness/model/evidence.ts';
import { evidenceOf } from '../fidelity/test-evidence.ts';
import { plain, verbatim } from './markdown.ts';
import { summaryOf } from './summary.ts';

const ran = (name: string, more: Partial<Evidence> = {}) => evidenceOf(name, [], more);
const FAILED = { status: 'failed', verdict: 'failed', error: 'it broke\n  because' } as const;
const summary = (...run: Evidence[]) => summaryOf(run, 'out/report.html').join('\n\n');

describe('the summary of a run', () => {
  test('counts for each backend what came of its scenarios', () => {
    const text = summary(
      ran('a'),
      ran('b', FAILED),
      ran('c', { status: 'failed', verdict: 'unproven' }),
      ran('a', { backend: 'docker' }),
    );
    expect(text).toContain('## halfclose: 2 of 4 scenarios did not pass');
    expect(text).toContain('| backend | failed | unproven | interrupted | passed |');
    expect(text).toContain('| netns | 1 | 1 | 0 | 1 |\n| docker | 0 | 0 | 0 | 1 |');
  });

  test('names each that did not pass, with its place and its first words', () => {
    const failedAt = { line: 12, column: 3 };
    const text = summary(ran('b', { ...FAILED, failedAt }));
    expect(text).toContain(
      '### Failed\n\n**b** (netns), scenarios/fidelity/x.test.ts:12\n\n```text\nit broke\n  because\n```',
    );
    expect(text).not.toContain('### Flaky');
  });

  test('tells of what is flaky apart from what always fails, and how often', () => {
    const text = summary(ran('a'), ran('a', FAILED), ran('a'), ran('b', FAILED));
    expect(text).toMatch(/### Failed\n\n\*\*b\*\* \(netns\)/);
    expect(text).toMatch(/### Flaky\n\n\*\*a\*\* \(netns, 1 of 3 times\)/);
  });

  test('says of a run that passed just that, what was slow, where it ran and where the report is', () => {
    const environment = { node: 'v24.0.0', ss: 'ss utility, iproute2-6.1.0' };
    const slow = [3, 1, 2, 6, 5, 4].map((s) => ran(`s${String(s)}`, { durationMs: s * 1_000, environment }));
    const text = summary(...slow, ran('s6', { durationMs: 5_500 }));
    expect(text).toContain('## halfclose: 7 of 7 scenarios passed');
    expect(text).not.toContain('###');
    expect(text.match(/^\| s\d .*$/gm)).toEqual([
      '| s6 | netns | 6.0 s |',
      '| s5 | netns | 5.0 s |',
      '| s4 | netns | 4.0 s |',
      '| s3 | netns | 3.0 s |',
      '| s2 | netns | 2.0 s |',
    ]);
    expect(text).toContain(
      'Environment: kernel 6.18.44-some-vendor; node v24.0.0; ss iproute2-6.1.0; kernel trace on',
    );
    expect(text).toMatch(/Report: out\/report\.html$/);
  });

  test('keeps hostile names and errors text', () => {
    const hostile = { ...FAILED, error: '```\n<script>alert(1)</script>\n````' };
    const text = summary(ran('<img src=x> | `code` **bold** [a](b) $x$\n# head', hostile));
    expect(text).toContain(
      '**&lt;img src=x&gt; \\| \\`code\\` \\*\\*bold\\*\\* \\[a\\](b) &#36;x&#36; # head** (netns)',
    );
    expect(text).toContain('`````text\n```\n<script>alert(1)</script>\n````\n`````');
    expect(text).toMatch(/^\| &lt;img src=x&gt; \\\| /m);
  });
});

test('names of states stay readable', () => {
  expect(plain('FIN_WAIT2 then _x_')).toBe('FIN_WAIT2 then \\_x\\_');
});

test('a block ends where its text does', () => {
  expect(verbatim('none')).toBe('```text\nnone\n```');
});
