import { Duplex, PassThrough } from 'node:stream';
import type Dockerode from 'dockerode';
import type { ProgramStreams } from '../backend.ts';

/** Speaks with the main process of a container that has not started yet, so that no byte is lost. */
export async function attachTo(docker: Dockerode, container: Dockerode.Container): Promise<ProgramStreams> {
  const attached = await container.attach({
    stream: true,
    hijack: true,
    stdin: true,
    stdout: true,
    stderr: true,
  });
  if (!(attached instanceof Duplex))
    throw new TypeError('the engine gave a connection that cannot be written to');
  return demultiplexed(docker, attached);
}

/** One connection carries stdin one way, and stdout and stderr in frames the other (Docker API, ContainerAttach). */
function demultiplexed(docker: Dockerode, attached: Duplex): ProgramStreams {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  (docker.modem as Dockerode['modem'] & Demultiplexer).demuxStream(attached, stdout, stderr);
  // A reset connection ends without 'end'; 'close' always comes.
  attached.once('close', () => {
    stderr.end();
    stdout.end();
  });
  attached.on('error', () => undefined);
  return { stdin: attached, stdout, stderr };
}

interface Demultiplexer {
  demuxStream(stream: Duplex, stdout: PassThrough, stderr: PassThrough): void;
}
