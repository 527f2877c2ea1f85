import type { Evidence } from '../../harness/model/evidence.ts';

/**
 * What runs a scenario again on its backend with its random choices, in this project as in anybody's: Jest leaves a project
 * out that there is, and does without one that there is not. `-t` is a regular expression, and comes before the
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
    ...['npx', 'jest', '--ignoreProjects', backend === 'docker' ? 'netns' : 'docker'],
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
