// Bundles the sources into dist/. Run by `./setup` and by npm's `prepare`; takes about half a second.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { chmod, rename, rm, symlink } from 'node:fs/promises';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node22.22',
  format: 'cjs',
  outdir: `dist.tmp-${process.pid}`,
  sourcemap: 'linked',
  logLevel: 'warning',
};

const oldNode = `
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error('halfclose: needs Node 22.22 or later, this is ' + process.version + '; in a clone run \`npx halfclose\`, which brings its own');
  process.exit(2);
}`;

// What runs on the harness's side finds its libraries in node_modules.
await build({
  ...shared,
  packages: 'external',
  banner: { js: oldNode },
  entryPoints: {
    index: 'harness/index.ts',
    cli: 'harness/cli/main.ts',
    reporter: 'harness/reporter/reporter.ts',
    reaper: 'harness/backend/docker/reaper.ts',
    'lack-here': 'harness/scenario/lack-here.ts',
    'bench-load': 'harness/bench/load/main.ts',
  },
});
// What runs inside a host is one file, for there is no node_modules beside it but koffi's, whose native part cannot be
// bundled. Every host reads it anew, so it is short; and its code is compiled once, when it is built.
await build({
  ...shared,
  sourcemap: false,
  external: ['koffi'],
  minifyWhitespace: true,
  minifySyntax: true,
  entryPoints: {
    agent: 'harness/in-host/program.ts',
    'start-agent': 'harness/in-host/start.ts',
    'compile-agent': 'harness/in-host/compile.ts',
  },
});
// By the node that runs the tests: another one would not take what this one compiled.
execFileSync('node_modules/.bin/node', [`${shared.outdir}/compile-agent.js`], { stdio: 'inherit' });
// The report's page is one file that needs no network: its script and its style are put into it.
await build({
  bundle: true,
  minify: true,
  platform: 'browser',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  format: 'iife',
  outdir: shared.outdir,
  logLevel: 'warning',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfigRaw: {},
  entryPoints: { page: 'reports/page/app/main.tsx' },
});

await chmod(`${shared.outdir}/cli.js`, 0o755);
// Swapped as a whole, so that a lab that starts now sees either the old build or the new one.
await rm('dist.old', { recursive: true, force: true });
await rename('dist', 'dist.old').catch(() => undefined);
await rename(shared.outdir, 'dist');
await rm('dist.old', { recursive: true, force: true });

// npm links the commands of dependencies, not the package's own: this makes `npx halfclose` work in a clone.
await symlink('../../dist/cli.js', 'node_modules/.bin/halfclose').catch((error) => {
  if (error.code !== 'EEXIST') throw error;
});
