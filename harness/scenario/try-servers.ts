import type { Backend, Host } from '../backend/backend.ts';
import { PROGRAM_START_DEADLINE_MS } from '../model/deadlines.ts';
import { SERVER_PROGRAMS, type ServerLack, type ServerProgram } from '../model/server-programs.ts';
import { tryInHost } from './try-in-host.ts';

/** Starts each program of `needs: 'servers'` in a host that is gone afterwards. Raises what `check()` raises. */
export function tryServers(backend: Backend): Promise<readonly ServerLack[]> {
  return tryInHost(backend, (host) =>
    Promise.all(
      SERVER_PROGRAMS.map(async (server) => {
        const { debianPackage, used } = server;
        return { debianPackage, used, lack: await lackOf(server, host) };
      }),
    ),
  );
}

async function lackOf({ attempt }: ServerProgram, { agent }: Host): Promise<string | undefined> {
  const files = Object.entries(attempt.files ?? {}).map(([name, text]) => [name, base64(text)]);
  const start = { ...attempt, files: Object.fromEntries(files) as Record<string, string> };
  try {
    await agent.request('programStart', { ...start, withinMs: PROGRAM_START_DEADLINE_MS });
    return undefined;
  } catch (error) {
    return (error as Error).message.replaceAll(/\s*\n\s*/g, ' ');
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
