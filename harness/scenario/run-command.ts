import path from 'node:path';

/** What a run is told by the environment, and a repeated one has to be told again. */
const SETTINGS = ['HALFCLOSE_BACKEND', 'HALFCLOSE_REQUIRE', 'HALFCLOSE_SEED', 'HALFCLOSE_TRACE'] as const;

/** What one types to repeat the run of a process that was started with these arguments (`process.argv`). */
export function runCommand([, script = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): string {
  const settings = SETTINGS.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [`${name}=${quoted(value)}`];
  });
  return [...settings, starter(script), ...args.map(quoted)].join(' ');
}

function starter(script: string): string {
  const name = path.basename(script, '.js');
  if (name === 'halfclose' || script.endsWith(path.join('dist', 'cli.js'))) return 'npx halfclose';
  return name === 'jest' ? 'npx jest' : `node ${quoted(path.relative(process.cwd(), script))}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
