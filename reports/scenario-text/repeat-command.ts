import type { Evidence } from '../../harness/model/evidence.ts';

/**
 * What runs a scenario again on its backend with its random choices. `-t` is a regular expression, and comes before the
 * file: behind the file Jest would take it for another.
 */
export function repeatCommand({
  scenario,
  backend,
  seed,
}: Pick<Evidence, 'scenario' | 'backend' | 'seed'>): string {
  const { name, file, tags = [] } = scenario;
  const title = [name, ...tags.map((tag) => `[${tag}]`)].join(' ');
  return [
    `HALFCLOSE_SEED=${seed}`,
    ...['npx', 'halfclose', 'test', '--', '--ignoreProjects', backend === 'docker' ? 'netns' : 'docker'],
    ...['-t', shellQuoted(`${asPattern(title)}$`), shellQuoted(file)],
  ].join(' ');
}

/** As one word for a POSIX shell. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function asPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
