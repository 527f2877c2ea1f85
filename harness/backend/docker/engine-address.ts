import { existsSync } from 'node:fs';
import path from 'node:path';

export type EngineEnvironment = Readonly<Record<string, string | undefined>>;

/** How an engine is reached; `certificates` is the folder with ca.pem, cert.pem and key.pem, for TLS. */
export type EngineConnection =
  | { readonly socketPath: string }
  | {
      readonly protocol: 'http' | 'https';
      readonly host: string;
      readonly port: number;
      readonly certificates: string | undefined;
    };

export interface EngineAddress {
  /** As a person would write it: `unix:///var/run/docker.sock`. */
  readonly where: string;
  /** Undefined where `where` is not something an engine could be at. */
  readonly connection: EngineConnection | undefined;
}

const SYSTEM_SOCKET = '/var/run/docker.sock';

/**
 * Where the engine is: DOCKER_HOST, with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH; else the system's socket, or that of an
 * engine without root where only it is there. Contexts of the `docker` command are not looked at.
 */
export function engineAddress(environment: EngineEnvironment, exists = existsSync): EngineAddress {
  const where = environment['DOCKER_HOST'] || `unix://${localSocket(environment['XDG_RUNTIME_DIR'], exists)}`;
  return { where, connection: URL.canParse(where) ? connectionTo(new URL(where), environment) : undefined };
}

function localSocket(runtimeDirectory: string | undefined, exists: (file: string) => boolean): string {
  const rootless = runtimeDirectory && path.join(runtimeDirectory, 'docker.sock');
  return rootless && !exists(SYSTEM_SOCKET) && exists(rootless) ? rootless : SYSTEM_SOCKET;
}

function connectionTo(url: URL, environment: EngineEnvironment): EngineConnection | undefined {
  if (url.protocol === 'unix:') return { socketPath: url.pathname || SYSTEM_SOCKET };
  if (!['tcp:', 'http:', 'https:'].includes(url.protocol) || url.hostname === '') return undefined;
  const secure = url.protocol === 'https:' || environment['DOCKER_TLS_VERIFY'] === '1';
  return {
    protocol: secure ? 'https' : 'http',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 2376 : 2375),
    certificates: secure ? environment['DOCKER_CERT_PATH'] : undefined,
  };
}
