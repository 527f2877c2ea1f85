import type { Evidence } from '../../../harness/model/evidence.ts';
import type { EvidenceFile, UnreadableFile } from '../../read-run.ts';
import type { RunNote } from '../../run-note.ts';
import type { PackedEvidence } from '../data/open-parts.ts';
import { indexOf, type FiledEvidence } from './index-of.ts';
import { Packs, partOf } from './packs.ts';

/** Collects what a page says of a run, file by file: of what it has packed it keeps only what the index needs. */
export class PageContents {
  readonly #packs = new Packs();
  readonly #filed: FiledEvidence[] = [];
  readonly #unreadable: UnreadableFile[] = [];
  /** Texts of scenario files, each with its place among them. */
  readonly #sources = new Map<string, number>();

  /** A file of that many bytes. */
  add(read: EvidenceFile | UnreadableFile, size: number): void {
    if ('why' in read) this.#unreadable.push(read);
    else {
      const { file, evidence } = read;
      const place = this.#packs.add(this.#withSourceApart(evidence), size);
      this.#filed.push({ file, evidence: forIndex(evidence), ...place });
    }
  }

  /** All parts of the page, by name. */
  parts(name: string, note: RunNote | undefined): Readonly<Record<string, string>> {
    const index = indexOf({ name, note, filed: this.#filed, unreadable: this.#unreadable });
    const packs = this.#packs
      .parts()
      .map((part, number): [string, string] => [`pack-${String(number)}`, part]);
    return {
      index: partOf([index]),
      sources: partOf([...this.#sources.keys()]),
      ...Object.fromEntries(packs),
    };
  }

  /** Scenarios of one file have its text once between them. */
  #withSourceApart(evidence: Evidence): PackedEvidence {
    const { source, ...scenario } = evidence.scenario;
    if (source === undefined) return { ...evidence, scenario };
    const place = this.#sources.get(source) ?? this.#sources.size;
    this.#sources.set(source, place);
    return { ...evidence, scenario: { ...scenario, source: place } };
  }
}

/** The index tells of timelines only where a scenario declares an edge or a state. */
function forIndex(evidence: Evidence): Evidence {
  const { edge, holds } = evidence.scenario;
  const isJudged = edge !== undefined || holds !== undefined;
  return isJudged ? evidence : { ...evidence, timeline: [], sockets: [], expectations: [], programs: [] };
}
