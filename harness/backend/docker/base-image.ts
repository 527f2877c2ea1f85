import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { SERVER_PROGRAMS } from '../../model/server-programs.ts';
import { packageRoot } from '../package-files.ts';
import { engineMessage } from './engine.ts';
import { followProgress, imageExists, pullImage } from './engine-images.ts';

const REGISTRY_BASE = 'node:24-bookworm-slim';
const PACKAGES = [
  ...['iproute2', 'tcpdump', 'nftables', 'iptables', 'libstdc++6', 'ca-certificates'],
  ...SERVER_PROGRAMS.map(({ debianPackage }) => debianPackage),
];
const MADE_BASE_REPO = 'halfclose-base';
/** Says which packages are in it, so that one without some of them is not taken for this. */
const MADE_BASE_TAG = `bookworm-${createHash('sha256').update(PACKAGES.join()).digest('hex').slice(0, 12)}`;
const MADE_BASE = `${MADE_BASE_REPO}:${MADE_BASE_TAG}`;
/** Node's names for processors, in Go's spelling, which is the engine's. */
const ENGINE_ARCH: Readonly<Record<string, string>> = { x64: 'amd64', arm: 'arm', ia32: '386' };

export interface BaseImage {
  readonly base: string;
  /** Whether it came from a registry, so that other images may be had there too. */
  readonly fromRegistry: boolean;
}

/** What the host image is built on: the official Node image, or where no registry is reached one made here. */
export async function ensureBaseImage(
  docker: Dockerode,
  onProgress: (line: string) => void,
): Promise<BaseImage> {
  if (await imageExists(docker, REGISTRY_BASE)) return { base: REGISTRY_BASE, fromRegistry: true };
  if (await imageExists(docker, MADE_BASE)) return { base: MADE_BASE, fromRegistry: false };
  onProgress(`pulling ${REGISTRY_BASE}`);
  try {
    await pullImage(docker, REGISTRY_BASE);
    return { base: REGISTRY_BASE, fromRegistry: true };
  } catch (error) {
    onProgress(`it cannot be had (${engineMessage(error)}), so the base is made here`);
  }
  await requireSameProcessor(docker);
  onProgress(`making ${MADE_BASE} from Debian packages, which takes about a minute`);
  await importDebian(docker);
  return { base: MADE_BASE, fromRegistry: false };
}

/** The base gets the node of this machine, which the engine's has to be able to run. */
async function requireSameProcessor(docker: Dockerode): Promise<void> {
  const { Arch } = await docker.version();
  const own = ENGINE_ARCH[process.arch] ?? process.arch;
  if (Arch === own) return;
  throw new HalfcloseError(
    'NO_IMAGE',
    `the engine runs ${Arch}, this machine ${own}: no base can be made here for it`,
    {
      hint: `load ${REGISTRY_BASE} into the engine, for example with \`docker load\``,
    },
  );
}

async function importDebian(docker: Dockerode): Promise<void> {
  const maker = spawn('mmdebstrap', debianRecipe(), { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  maker.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-2_000)));
  const exit = new Promise<number | null>((resolve) => maker.once('close', resolve));
  await started(maker);
  const [imported, code] = await Promise.all([importTar(docker, maker.stdout), exit]);
  // Tagged only once the tar is known to be whole: mmdebstrap may fail after having written some of it.
  if (code !== 0) {
    await imported.remove();
    throw new HalfcloseError('NO_IMAGE', `mmdebstrap could not make a base:\n${complaint.trim()}`);
  }
  await imported.tag({ repo: MADE_BASE_REPO, tag: MADE_BASE_TAG });
}

function debianRecipe(): string[] {
  const node = nodeBinary().replace(/["\\]/g, '\\$&');
  const hook = `--customize-hook=copy-in "${node}" /usr/local/bin`;
  return ['--variant=minbase', `--include=${PACKAGES.join(',')}`, hook, 'bookworm', '-'];
}

async function started(maker: ChildProcess): Promise<void> {
  try {
    await once(maker, 'spawn');
  } catch (cause) {
    throw new HalfcloseError(
      'MISSING_TOOL',
      `no registry has ${REGISTRY_BASE}, and mmdebstrap, which makes a base from Debian packages, is missing`,
      { hint: 'on Debian or Ubuntu, as root: `apt-get install mmdebstrap`', cause },
    );
  }
}

async function importTar(docker: Dockerode, tar: NodeJS.ReadableStream): Promise<Dockerode.Image> {
  let id = '';
  await followProgress(await docker.importImage(tar), (text) => (id = text));
  return docker.getImage(id);
}

/** The node of the `node` package needs nothing but libstdc++; a distribution's own may need its libraries. */
function nodeBinary(): string {
  const packaged = path.join(packageRoot(), 'node_modules', 'node', 'bin', 'node');
  return existsSync(packaged) ? packaged : process.execPath;
}
