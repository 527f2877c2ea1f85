import type { EndedSocket } from '../model/capture-protocol.ts';
import type { HalfOpenCount } from '../model/half-open.ts';
import type { ProgramNews } from '../model/program-protocol.ts';
import type { AgentEvent, AppEvent, LookEvent, SeenSocket } from '../model/protocol.ts';
import type { CapturedPacket } from '../observe/capture/pcap-reader.ts';
import type { Lab } from './lab.ts';
import type { LabHost } from './lab-host.ts';

/** What a host of a lab tells. */
export interface LabHostEvents {
  /** Whose host it is. */
  readonly lab: Lab;
  /** A look has counted half-open requests of floods. */
  onFloods(host: LabHost, floods: readonly HalfOpenCount[], at: number): void;
  onSeen(host: LabHost, seen: SeenSocket, look: Pick<LookEvent, 'at' | 'before' | 'began'>): void;
  onApplication(host: LabHost, event: AppEvent, at: number): void;
  onWire(host: LabHost, event: WireNews, localTime: (hostTime: number) => number): void;
  /** Packets that passed its device; `at` tells when each did. */
  onCaptured(host: LabHost, packets: readonly CapturedPacket[], at: (packet: CapturedPacket) => number): void;
  onEndedSocket(host: LabHost, ended: EndedSocket, at: number): void;
  onProgram(host: LabHost, news: ProgramNews): void;
  onDeath(host: LabHost, error: Error): void;
  /** A kernel parameter of the host was changed while it runs. */
  onConfigured(host: LabHost, what: string): void;
}

/** What a host's agent tells of its wire. */
export type WireNews = Extract<AgentEvent, { event: 'wire' | 'wire-question' | 'wire-failed' }>;
