import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { HOSTILE } from '../fixtures/made-evidence.ts';
import { htmlOf, type PageText } from './html.ts';

const PLAIN: PageText = { title: 'a run', script: 'run()', style: 'p{}', parts: { index: 'SGk=' } };

const page = (more: Partial<PageText> = {}) => htmlOf({ ...PLAIN, ...more });
const count = (text: string, what: RegExp) => [...text.matchAll(what)].length;

describe('the file of a page', () => {
  test('has language, title, script, style and parts', () => {
    const text = page();
    expect(text).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(text).toContain('<title>a run</title>');
    expect(text).toContain('<style>p{}</style>');
    expect(text).toContain('<script type="application/octet-stream" id="index">SGk=</script>');
    expect(text).toContain('<script>run()</script>');
    expect(text).toMatch(/<noscript>.*evidence\.json/);
  });

  test('shows a hostile title as text', () => {
    const text = page({ title: HOSTILE });
    expect(text).not.toContain('<img');
    expect(count(text, /<script/g)).toBe(2);
    expect(text).toContain('<title>&#60;/script&#62;&#60;script&#62;alert(1)');
  });

  test.each(['</script>', '</SCRIPT >', '<!--', '<script>'])(
    'is not ended or opened by %s in its script',
    (mark) => {
      const text = page({ script: `show(${JSON.stringify(mark)})` });
      const [, script = ''] = /<script>(.*)<\/script>\n<\/body>/s.exec(text) ?? [];
      expect(script).not.toContain(mark);
      expect(JSON.parse(script.slice(5, -1).replace('\\x3C', '<'))).toBe(mark);
    },
  );

  test('is not ended by its style', () => {
    expect(count(page({ style: 'a::after{content:"</style>"}' }), /<\/style>/g)).toBe(1);
  });

  test('lets nothing run, load or leave but what it has itself', () => {
    const text = page({ script: 'show("</script>")' });
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
    const [, script = ''] = /<script>(.*?)<\/script>/s.exec(text) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", `script-src 'sha256-${hash}'`]),
    );
    expect(policy).not.toContain('unsafe');
  });

  test('refers to nothing outside itself', () => {
    expect([...page().matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target?.slice(0, 5))).toEqual([
      'data:',
    ]);
  });
});
