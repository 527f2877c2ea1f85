import { createHash } from 'node:crypto';

export interface PageText {
  readonly title: string;
  readonly script: string;
  readonly style: string;
  /** By name. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A circle of which one half is filled. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='6.5' fill='none' stroke='%231a6b34' stroke-width='2'/%3E%3Cpath d='M8 1.5a6.5 6.5 0 0 1 0 13z' fill='%231a6b34'/%3E%3C/svg%3E";

/**
 * The one file that a page is. Its policy (Content Security Policy Level 3) has nothing loaded from elsewhere, nothing
 * sent, and nothing run or applied but its own script and style.
 */
export function htmlOf(page: PageText): string {
  const script = page.script.replace(/<(?=!--|\/?script)/gi, '\\x3C');
  const style = page.style.replace(/<(?=\/style)/gi, '\\3C ');
  const parts = Object.entries(page.parts).map(
    ([name, text]) => `<script type="application/octet-stream" id="${name}">${text}</script>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style)}">
<meta name="referrer" content="no-referrer">
<title>${escaped(page.title)}</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<noscript>This report is drawn by a script of its own, which this browser does not run. The evidence that it was made from lies in the folder of the run, one evidence.json for each scenario.</noscript>
<div id="app"></div>
${parts.join('\n')}
<script>${script}</script>
</body>
</html>
`;
}

function policy(script: string, style: string): string {
  return [
    ...["default-src 'none'", `script-src '${hashOf(script)}'`, `style-src '${hashOf(style)}'`],
    ...['img-src data:', "base-uri 'none'", "form-action 'none'"],
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
