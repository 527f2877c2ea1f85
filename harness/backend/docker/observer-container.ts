import type Dockerode from 'dockerode';
import { HalfcloseError } from '../../model/errors.ts';
import type { ProgramStreams } from '../backend.ts';
import { attachTo } from './attach.ts';
import { removeNow } from './container-removal.ts';
import { engineMessage, type Engine } from './engine.ts';
import { RUN_LABEL } from './run-id.ts';
import { joinRun, leaveRun } from './reaper-process.ts';

const TRACEFS = '/sys/kernel/tracing';

const PLAN: Dockerode.ContainerCreateOptions = {
  ...{ OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true, AttachStderr: true },
  HostConfig: {
    AutoRemove: true,
    Binds: [`${TRACEFS}:${TRACEFS}`],
    ...{ NetworkMode: 'none', CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] },
    LogConfig: { Type: 'none', Config: {} },
  },
};

/**
 * Runs an observer in a container of its own, which sees the trace of the kernel that the hosts' containers share. It
 * has no network and no capability, only that one folder. Raises NOT_OBSERVABLE where the engine is another machine's,
 * whose whole kernel would be watched, unless HALFCLOSE_TRACE=remote says that it may be; and where the engine refuses.
 */
export async function startObserverContainer(
  engine: Engine,
  image: string,
  [program, name]: readonly [program: string, name: string],
): Promise<ProgramStreams> {
  if (!engine.where.startsWith('unix:') && process.env['HALFCLOSE_TRACE'] !== 'remote') {
    const hint = 'HALFCLOSE_TRACE=remote allows it';
    throw new HalfcloseError('NOT_OBSERVABLE', `the engine at ${engine.where} is another machine's`, {
      hint,
    });
  }
  const labels = { [RUN_LABEL]: joinRun().id };
  let container: Dockerode.Container | undefined;
  try {
    const command = ['sh', '-c', program, name];
    container = await engine.docker.createContainer({
      ...PLAN,
      Image: image,
      Entrypoint: command,
      Labels: labels,
    });
    const streams = await attachTo(engine.docker, container);
    streams.stdout.once('close', leaveRun);
    await container.start();
    return streams;
  } catch (error) {
    await removeNow(container);
    leaveRun();
    throw new HalfcloseError('NOT_OBSERVABLE', `the engine starts no observer: ${engineMessage(error)}`, {
      cause: error,
    });
  }
}
