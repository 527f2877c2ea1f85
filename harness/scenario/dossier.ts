import path from 'node:path';
import { disagreements } from '../model/agreement/disagreements.ts';
import { claimEvidence } from '../model/claims/claim-evidence.ts';
import { HalfcloseError } from '../model/errors.ts';
import type { Lab } from '../lab/lab.ts';
import { recordCounters } from '../lab/steps.ts';
import { CaptureFile } from '../observe/capture/capture-file.ts';
import { EVIDENCE_SCHEMA, type Evidence } from '../model/evidence.ts';
import type { Verdict } from '../model/verdict.ts';
import { EvidenceFile } from './evidence-file.ts';
import type { Place } from './place.ts';
import { scenarioFolder } from './run-folder.ts';
import { noteSampled } from './sampled-note.ts';

/** How a scenario has ended. */
interface Ending {
  readonly failure: Error | undefined;
  /** Where in its file it failed. */
  readonly at: Place | undefined;
  readonly teardownErrors: readonly Error[];
}

/** Collects what a scenario leaves behind, and keeps it on disk from its start to its end. */
export class Dossier {
  readonly #lab: Lab;
  readonly #scenario: Evidence['scenario'];
  readonly #file: EvidenceFile;
  readonly #capture: CaptureFile;
  readonly #startedAt = new Date();
  #ss = 'not asked: no host lived to the end';
  #status: Evidence['status'] = 'running';
  #error: string | undefined;
  #failedAt: Place | undefined;
  #teardownErrors: string[] = [];
  #disagreements: readonly string[] = [];

  constructor(lab: Lab, scenario: Evidence['scenario']) {
    this.#lab = lab;
    this.#scenario = scenario;
    const folder = scenarioFolder(lab.network.backend, scenario.file, scenario.name);
    this.#file = new EvidenceFile(path.join(folder, 'evidence.json'), () => this.#evidence());
    lab.evidenceFile = this.#file.path;
    this.#capture = new CaptureFile(path.join(folder, 'capture.pcapng'));
    lab.capture.keepIn(this.#capture);
    lab.recorder.onNews(() => this.#file.touch());
    this.#file.write();
  }

  /** What the kernels show at the end, as far as the hosts still answer. */
  async takeLastLook(): Promise<void> {
    const { hosts } = this.#lab;
    // All hosts of a lab are made from the same image or machine: one of them speaks for the tools of all.
    const tools = hosts[0]?.request('tools', {}).then(({ ss }) => (this.#ss = ss));
    await Promise.allSettled([tools, recordCounters(this.#lab), ...hosts.map((host) => host.look())]);
    // After the others, so that they hold all that those can show.
    await Promise.allSettled([this.#lab.trace.flush(), ...hosts.map(({ capture }) => capture.flush())]);
    this.#disagreements = disagreements(this.#evidence());
  }

  /** That probes contradict each other, which leaves unproven whatever was asserted; undefined where they agree. */
  get doubt(): HalfcloseError | undefined {
    const [first] = this.#disagreements;
    if (first === undefined) return undefined;
    const more = this.#disagreements.length - 1;
    return new HalfcloseError(
      'PROBES_DISAGREE',
      `unproven, since probes disagree: ${first}${more > 0 ? ` (and ${String(more)} more)` : ''}`,
      {
        hint: 'a kernel that tells different stories, or a fault of halfclose: please report it with the evidence',
      },
    );
  }

  finish({ failure, at, teardownErrors }: Ending): void {
    this.#status = failure || teardownErrors.length > 0 ? 'failed' : 'passed';
    this.#error = failure?.message;
    this.#failedAt = at;
    this.#teardownErrors = teardownErrors.map(({ message }) => message);
    this.#capture.close();
    // Without a host there was nothing to see, and nobody waited for the trace.
    if (this.#lab.hosts.length > 0) noteSampled(this.#lab.trace.evidence());
    this.#file.write();
  }

  #evidence(): Evidence {
    const { network, seed, recorder, hosts, sockets, expectations, claims } = this.#lab;
    return {
      schema: EVIDENCE_SCHEMA,
      scenario: this.#scenario,
      backend: network.backend,
      status: this.#status,
      verdict: this.#verdict(),
      startedAt: this.#startedAt.toISOString(),
      durationMs: this.#lab.now(),
      seed,
      environment: { node: process.version, ss: this.#ss, ...network.facts },
      error: this.#error,
      failedAt: this.#failedAt,
      teardownErrors: this.#teardownErrors,
      hosts: hosts.map((host) => host.evidence()),
      sockets: sockets.map((socket) => socket.evidence()),
      expectations,
      claims: claims.map(claimEvidence),
      timeline: recorder.timeline,
      disagreements: this.#disagreements,
      trace: this.#lab.trace.evidence(),
      programs: this.#lab.programs.map((program) => program.evidence()),
      faults: this.#lab.wire.evidence(),
    };
  }

  /** Failed beats unproven beats held. A scenario that asserts nothing has no verdict. */
  #verdict(): Verdict | undefined {
    const verdicts = this.#lab.expectations.map(({ verdict }) => verdict);
    if (this.#disagreements.length > 0 && !verdicts.includes('failed')) return 'unproven';
    if (this.#status === 'failed' && !verdicts.includes('unproven')) return 'failed';
    return (['failed', 'unproven', 'held'] as const).find((verdict) => verdicts.includes(verdict));
  }
}
