import type { ApplicationObservation } from '../model/observation.ts';
import type { AppEvent } from '../model/protocol.ts';
import type { SocketAddress } from '../model/socket-row.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';

interface LateAccept {
  readonly host: LabHost;
  readonly agentName: string;
  readonly local: SocketAddress;
  /** What the application has told of it so far. */
  readonly told: ApplicationObservation[];
}

/**
 * Connections that were reset before their application accepted them. It is told of the RST, and of nothing by which it
 * could say whose connection that was (getpeername(2): ENOTCONN): that is known once only one can be meant.
 */
export class LateAccepts {
  readonly #lab: Lab;
  readonly #unknown = new Set<LateAccept>();

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.recorder.onNews(() => this.#settle());
  }

  /** Called with what an application tells of a socket that is none of the scenario's as far as is known. */
  add(host: LabHost, event: AppEvent, told: ApplicationObservation): void {
    const { kind, socket: agentName, local, peer } = event;
    const known = [...this.#unknown].find((each) => each.host === host && each.agentName === agentName);
    known?.told.push(told);
    if (kind === 'accepted' && local && !peer) this.#unknown.add({ host, agentName, local, told: [told] });
    this.#settle();
  }

  #settle(): void {
    const { registry, recorder } = this.#lab;
    for (const late of this.#unknown) {
      const socket = registry.ofLateAccept(late.host, late.agentName, late.local);
      if (!socket) continue;
      // Before what follows is news.
      this.#unknown.delete(late);
      for (const told of late.told) socket.track.application.push(recorder.attribute(told, socket.name));
    }
  }
}
