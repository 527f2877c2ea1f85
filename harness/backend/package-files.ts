import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HalfcloseError } from '../model/errors.ts';

/** The folder of the halfclose package, whether this code runs from its sources or bundled in `dist/`. */
export function packageRoot(): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest) && isHalfclose(manifest)) return folder;
  }
  throw new HalfcloseError('MISSING_TOOL', `halfclose cannot find its own package above ${__dirname}`);
}

/** A built file under `dist/`. Raises MISSING_TOOL where the package was not built. */
export function builtFile(name: string): string {
  const file = path.join(packageRoot(), 'dist', name);
  if (existsSync(file)) return file;
  throw new HalfcloseError('MISSING_TOOL', `${file} is missing`, { hint: 'run `npm run build`' });
}

function isHalfclose(manifest: string): boolean {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'halfclose';
}
