import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtFile } from '../../../harness/backend/package-files.ts';
import { filesOfRun } from '../../read-run.ts';
import { indexOf } from './index-of.ts';

/** Writes `report.html` into a run's folder, from the evidence there. Its path. */
export function writePage(folder: string): string {
  const files = filesOfRun(folder);
  const index = indexOf(path.basename(folder), files);
  const packs = files.map(({ evidence }) => [evidence]);
  const file = path.join(folder, 'report.html');
  writeFileSync(file, html(index.run.name, [index, ...packs]));
  return file;
}

function html(title: string, parts: readonly unknown[]): string {
  const data = parts.map((part, number) => {
    const base64 = gzipSync(JSON.stringify(part), { level: 9 }).toString('base64');
    return `<script type="application/octet-stream" id="part-${String(number)}">${base64}</script>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${title} – halfclose</title>
<style>${readFileSync(builtFile('page.css'), 'utf8')}</style>
<body>
<div id="app"></div>
${data.join('\n')}
<script>${readFileSync(builtFile('page.js'), 'utf8')}</script>
</body>
</html>
`;
}
