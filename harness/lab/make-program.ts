import { PROGRAM_START_DEADLINE_MS } from '../model/deadlines.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';
import { programCalls, programPort, type SharedOptions } from './program-ports.ts';
import { Program, type ProgramOptions } from './program.ts';
import { addressOf, type Target } from './target.ts';

export async function makeProgram(lab: Lab, options: ProgramOptions): Promise<Program> {
  const { command, files = {} } = options;
  const targets = listOf<Target>(options.connectsTo).map(addressOf);
  checkTellable(lab, options.on, targets);
  const name = lab.freshName('program', options.name);
  const host = options.on ?? (await lab.pool.claim(name, options.sysctls));
  const shared = { lab, host, countersBefore: await host.counters() };
  const places = listOf<number>(options.listens).map((port) => ({
    address: host.ip(options.family ?? 'ipv4'),
    port,
  }));
  const [address] = places;
  const sockets = socketsOf(shared, name, { places, targets });
  const program = new Program({ ...shared, ...sockets, name, command, address, targets });
  lab.programs.push(program);

  lab.step(`${name}: ${command.join(' ')}`);
  await host.startProgram({
    ...{ program: name, command, port: address?.port },
    files: Object.fromEntries(Object.entries(files).map(([file, content]) => [file, base64Of(content)])),
    withinMs: options.withinMs ?? PROGRAM_START_DEADLINE_MS,
  });
  return program;
}

/** Connections of two programs of one host to one address look alike. Raises INVALID_OPTION for those. */
function checkTellable(lab: Lab, host: LabHost | undefined, targets: readonly SocketAddress[]): void {
  const other = lab.programs.find(
    (program) => program.host === host && targets.some((to) => program.callsTo(to)),
  );
  if (!other) return;
  throw new HalfcloseError('INVALID_OPTION', `${other.name} connects from that host to the same address`, {
    hint: 'give it a host of its own: their connections could not be told apart',
  });
}

interface Ports {
  readonly places: readonly SocketAddress[];
  readonly targets: readonly SocketAddress[];
}

/** The first port of a program bears its name alone; where it listens and connects, that is where it listens. */
function socketsOf(shared: SharedOptions, name: string, { places, targets }: Ports) {
  const named = (port: number, isFirst: boolean) => (isFirst ? name : `${name}:${String(port)}`);
  const incoming = places.map(
    (place, index) => [place.port, programPort(shared, place, named(place.port, index === 0))] as const,
  );
  const outgoing = targets.map((target, index) => {
    const isFirst = index === 0 && places.length === 0;
    return [target.port, programCalls(shared, target, named(target.port, isFirst))] as const;
  });
  return { incoming: new Map(incoming), outgoing: new Map(outgoing) };
}

function listOf<T>(given: T | readonly T[] | undefined): readonly T[] {
  return given === undefined ? [] : ([given].flat() as readonly T[]);
}

function base64Of(content: string | Uint8Array): string {
  return Buffer.from(content as string).toString('base64');
}
