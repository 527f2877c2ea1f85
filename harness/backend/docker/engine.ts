import { readFileSync } from 'node:fs';
import path from 'node:path';
import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import { engineAddress, type EngineAddress, type EngineConnection } from './engine-address.ts';

export type EngineAnswer =
  | {
      readonly ok: true;
      readonly version: string;
      readonly apiVersion: string;
      readonly kernel: string;
      readonly where: string;
    }
  | { readonly ok: false; readonly where: string; readonly reason: string };

/** An engine that has answered. */
export interface Engine {
  readonly docker: Dockerode;
  readonly where: string;
  readonly version: string;
  readonly apiVersion: string;
  /** The release of its kernel. */
  readonly kernel: string;
}

/** How long an engine may take to say its version, in milliseconds. */
const PROBE_DEADLINE_MS = 3_000;

/**
 * Asks the engine for its version over its socket. Never raises, and never runs the `docker` command: a client can
 * be there without an engine, and an engine without a client.
 */
export async function probeEngine(deadlineMs = PROBE_DEADLINE_MS): Promise<EngineAnswer> {
  const { where, connection } = engineAddress(process.env);
  if (!connection) return { ok: false, where, reason: 'not a unix://, tcp://, http:// or https:// address' };
  const began = performance.now();
  try {
    const docker = await clientFor(connection, { connectionTimeout: deadlineMs });
    const { Version, ApiVersion, KernelVersion } = await docker.version();
    return { ok: true, version: Version, apiVersion: ApiVersion, kernel: KernelVersion, where };
  } catch (error) {
    const late = performance.now() - began >= deadlineMs;
    return { ok: false, where, reason: late ? `no answer within ${deadlineMs} ms` : reasonOf(error) };
  }
}

/** The engine, asked first whether it is there. Raises NO_ENGINE, naming where it was looked for. */
export async function connectEngine(): Promise<Engine> {
  const answer = await probeEngine();
  const { where, connection } = engineAddress(process.env);
  if (!answer.ok || !connection) throw noEngine({ where, connection }, answer.ok ? '' : answer.reason);
  return {
    docker: await clientFor(connection, {}),
    where,
    version: answer.version,
    apiVersion: answer.apiVersion,
    kernel: answer.kernel,
  };
}

/** The status of an engine's refusal, such as 404; undefined where the engine said nothing. */
export function engineStatus(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** What the engine said of its refusal, without what the client library puts before it. */
export function engineMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\(HTTP code \d+\) [a-z ]+ - /, '').trim();
}

// Loaded late: it takes 0.1 s, and most who import halfclose never ask an engine.
async function clientFor(
  connection: EngineConnection,
  limits: { connectionTimeout?: number },
): Promise<Dockerode> {
  const { default: Client } = await import('dockerode');
  if ('socketPath' in connection) return new Client({ ...connection, ...limits });
  const { protocol, host, port, certificates } = connection;
  const read = (name: string) => readFileSync(path.join(certificates ?? '', name));
  const tls = certificates ? { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') } : {};
  return new Client({ protocol, host, port, ...tls, ...limits });
}

function noEngine({ where }: EngineAddress, reason: string): HalfcloseError {
  const hint = process.env['DOCKER_HOST']
    ? 'start the engine there, or unset DOCKER_HOST to use the one on this machine'
    : 'run `./setup --docker`, or use `--backend netns`, which needs no engine';
  return new HalfcloseError('NO_ENGINE', `no container engine answers at ${where}: ${reason}`, { hint });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  EACCES: 'this user may not open the socket',
  ECONNREFUSED: 'the connection is refused',
};

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return REASONS[code] ?? engineMessage(error);
}
