import { HalfcloseError } from '../model/errors.ts';
import type { AppEvent, LookEvent, SeenSocket } from '../model/protocol.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';
import type { Ends } from './lab-socket.ts';
import { LateAccepts } from './late-accepts.ts';

/** Puts what hosts tell of their sockets into the timeline of the lab, and with the socket that it is about. */
export class LabNews {
  readonly #lab: Lab;
  readonly #lateAccepts: LateAccepts;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#lateAccepts = new LateAccepts(lab);
  }

  /** What a look has shown. All times are on the harness's clock. */
  seen(
    host: LabHost,
    seen: SeenSocket,
    { at, before, began }: Pick<LookEvent, 'at' | 'before' | 'began'>,
  ): void {
    const { recorder, registry } = this.#lab;
    const socket = registry.ofSeen(host, seen);
    const { local, peer, state, row } = seen;
    const sighting = {
      probe: 'ss' as const,
      at: recorder.toLabTime(at),
      // Before a host's first look there was no socket of this scenario, which began at 0.
      before: before === 0 ? 0 : recorder.toLabTime(before),
      began: recorder.toLabTime(began),
      ...{ host: host.name, socket: socket?.name },
      ...{ local, peer, state, row },
    };
    socket?.track.sightings.push(sighting);
    recorder.record(sighting);
  }

  /** The kernel has told of a socket's end (`ss -E`). */
  endedSocket(host: LabHost, ends: Ends, at: number): void {
    const { recorder, registry } = this.#lab;
    const socket = registry.ofEnded(host, ends)?.name;
    const { local, peer } = ends;
    const told = { at: recorder.toLabTime(at), host: host.name, socket, local, peer };
    recorder.record({ probe: 'destroy', ...told });
  }

  /** What an application has seen of its socket. */
  application(host: LabHost, event: AppEvent, at: number): void {
    const { recorder, registry, trace, broken } = this.#lab;
    const socket = registry.ofEvent(host, event);
    const { kind, errno, syscall, bytes, detail } = event;
    const observation = {
      probe: 'application' as const,
      at: recorder.toLabTime(at),
      ...{ host: host.name, socket: socket?.name ?? event.socket },
      ...{ kind, errno, syscall, bytes, detail },
    };
    socket?.track.application.push(observation);
    trace.settle();
    if (socket && event.base64 !== undefined) {
      socket.track.received = Buffer.concat([socket.track.received, Buffer.from(event.base64, 'base64')]);
    }
    recorder.record(observation);
    if (!socket) this.#lateAccepts.add(host, event, observation);
    if (kind === 'toxiproxy-ended') broken.abort(toxiproxyDied(host, detail));
  }
}

/** Without it, its connections end by the kernel's doing, and nothing that is seen of them says anything about it. */
function toxiproxyDied(host: LabHost, how = ''): HalfcloseError {
  return new HalfcloseError('TOXIPROXY_DIED', `the Toxiproxy of host ${host.name} ended: ${how}`, {
    hint: 'its sockets went with it; is there a fault that it does not survive, or a signal from outside?',
  });
}
