import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { HalfcloseError } from '../../model/errors.ts';
import { packageRoot } from '../package-files.ts';
import type { BuildContext } from './build-image.ts';

/** What of koffi an agent loads: its package's entry, and the native part for this machine's processor. */
const PARTS = [
  'package.json',
  'index.cjs',
  'src/koffi/**/*.cjs',
  'index.js',
  `linux_${process.arch}/koffi.node`,
];

/** koffi as it has to lie beside the agent of an image. Raises MISSING_TOOL where npm has not installed it. */
export async function nativeLibrary(): Promise<BuildContext> {
  const files: Record<string, Buffer> = {};
  for (const name of ['koffi', `@koromix/koffi-linux-${process.arch}`]) {
    const folder = installed(name);
    for (const file of globSync(PARTS, { cwd: folder })) {
      files[path.join('node_modules', name, file)] = await readFile(path.join(folder, file));
    }
  }
  return files;
}

function installed(name: string): string {
  const search = createRequire(path.join(packageRoot(), 'package.json')).resolve.paths(name) ?? [];
  const found = search.map((folder) => path.join(folder, name)).find((folder) => globSync(folder).length > 0);
  if (found !== undefined) return found;
  throw new HalfcloseError('MISSING_TOOL', `the npm package ${name} is not installed`, {
    hint: 'install again without leaving out optional packages: the host image needs it',
  });
}
