import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { HalfcloseError } from '../model/errors.ts';
import { findExecutable } from '../kernel/executables.ts';

/** The release whose behaviour scenarios are written against. */
export const TOXIPROXY_VERSION = '2.12.0';
const PROGRAM = 'toxiproxy-server';

/** What the Go toolchain writes into every program about the module it was built from (go help buildinfo). */
const BUILT_FROM = `mod\tgithub.com/Shopify/toxiproxy/v2\tv${TOXIPROXY_VERSION}\t`;

/** How to get it, for the hint of an error. */
const HOW_TO_GET_TOXIPROXY =
  'run `./setup --toxiproxy`, or by hand: `CGO_ENABLED=0 go install ' +
  `github.com/Shopify/toxiproxy/v2/cmd/server@v${TOXIPROXY_VERSION}\`, ` +
  `then rename the \`server\` it puts into ~/go/bin to \`${PROGRAM}\``;

let found: Promise<string> | undefined;

/** The first `toxiproxy-server`, of whatever version, on the PATH or where `go install` puts it. */
export function locateToxiproxy(folders: readonly string[] = usualFolders()): string | undefined {
  return findExecutable(PROGRAM, folders);
}

function usualFolders(): string[] {
  return [...(process.env['PATH'] ?? '').split(':'), path.join(homedir(), 'go', 'bin')];
}

/**
 * The file of the real Toxiproxy on this machine. Found out once per process. Raises NO_TOXIPROXY where there is none,
 * or one of another version.
 */
export function findToxiproxyProgram(): Promise<string> {
  return (found ??= findIn(usualFolders()));
}

export async function findIn(folders: readonly string[]): Promise<string> {
  const file = locateToxiproxy(folders);
  if (file === undefined)
    throw noToxiproxy(`there is no \`${PROGRAM}\` on the PATH of this machine or in ~/go/bin`);
  const version = await versionOf(file);
  if (version === TOXIPROXY_VERSION) return file;
  throw noToxiproxy(`${file} is ${version}, and scenarios are written for ${TOXIPROXY_VERSION}`);
}

export function noToxiproxy(why: string): HalfcloseError {
  return new HalfcloseError('NO_TOXIPROXY', why, { hint: HOW_TO_GET_TOXIPROXY });
}

/** A program that `go install` has built says `git` instead of a version; then Go's own note in the file is asked. */
async function versionOf(file: string): Promise<string> {
  const said = await promisify(execFile)(file, ['--version'], { timeout: 5_000 }).then(
    ({ stdout }) => /version (\S+)/.exec(stdout)?.[1],
    () => undefined,
  );
  if (said !== 'git') return said ?? 'something that does not tell its version';
  return (await readFile(file)).includes(BUILT_FROM) ? TOXIPROXY_VERSION : 'of an unknown version';
}
