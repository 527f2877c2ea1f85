import type { Operation, Params, Result } from '../model/protocol.ts';
import type { ProgramNews, ProgramRequests, ProgramStart } from '../model/program-protocol.ts';
import type { SocketRow } from '../model/socket-row.ts';
import { RequestError } from './failure.ts';
import { isListenedOn, RunningProgram } from './running-program.ts';

type Handlers = {
  readonly [O in Operation & keyof ProgramRequests]: (params: Params<O>) => Promise<Result<O>>;
};

/** What the agent does when it is asked to run a program. `look` looks once more, and tells what there is. */
export function programOperations(
  say: (news: ProgramNews) => void,
  look: () => Promise<readonly SocketRow[]>,
): Handlers {
  const programs = new Map<string, RunningProgram>();
  const start = async (params: ProgramStart): Promise<{ pid: number }> => {
    const { program, port, withinMs } = params;
    if (programs.has(program))
      throw new RequestError('INVALID_OPTION', `this host has a program called \`${program}\` already`);
    // Otherwise whoever listens there would be taken for the program.
    if (port !== undefined && isListenedOn(port, await look()))
      throw new RequestError('EADDRINUSE', `something listens on port ${String(port)} already`);
    const running = new RunningProgram(params, say);
    programs.set(program, running);
    if (port !== undefined) await running.listensOn(port, withinMs, look);
    return { pid: running.pid };
  };
  return {
    programStart: start,
    programKill: async ({ program, signal }) => {
      const running = programs.get(program);
      if (!running) throw new RequestError('INVALID_OPTION', `no program called \`${program}\` was started`);
      await running.kill(signal as NodeJS.Signals);
      return {};
    },
  };
}
