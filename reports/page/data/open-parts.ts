import type { Evidence } from '../../../harness/model/evidence.ts';
import type { Column } from './column.ts';
import type { Load, PageIndex } from './page-index.ts';
import { unpack } from './unpack.ts';

/** Evidence in a pack: the text of its scenario's file is among the page's `sources`, at that place. */
export type PackedEvidence = Omit<Evidence, 'scenario'> & {
  readonly scenario: Omit<Evidence['scenario'], 'source'> & { readonly source?: number };
};

/** Parts that are kept open: the sources, and the packs of scenarios that one goes to and fro between. */
const KEPT = 4;

/** Opens the parts of a page, which `textOf` finds by name. */
export async function openParts(textOf: (part: string) => string): Promise<{ index: PageIndex; load: Load }> {
  const [index] = (await opened(textOf('index'))) as [PageIndex];
  const part = lastUsed(KEPT, (name) => opened(textOf(name)));
  return {
    index,
    load: async (scenario) => {
      const head = index.scenarios[scenario];
      if (!head) throw new Error(`there is no scenario ${String(scenario)}`);
      const pack = (await part(`pack-${String(head.pack)}`)) as readonly PackedEvidence[];
      const evidence = pack[head.place];
      if (!evidence) throw new Error(`the evidence of scenario ${String(scenario)} is missing`);
      return withSource(evidence, (await part('sources')) as readonly string[]);
    },
  };
}

function withSource({ scenario, ...rest }: PackedEvidence, sources: readonly string[]): Evidence {
  const { source: place, ...others } = scenario;
  const source = place === undefined ? undefined : sources[place];
  return { ...rest, scenario: source === undefined ? others : { ...others, source } };
}

async function opened(base64: string): Promise<readonly unknown[]> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return unpack((await new Response(text).json()) as Column);
}

/** What `make` has made of the last few names is not made anew. */
function lastUsed<T>(most: number, make: (name: string) => T): (name: string) => T {
  const kept = new Map<string, T>();
  return (name) => {
    const value = kept.get(name) ?? make(name);
    kept.delete(name);
    kept.set(name, value);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return value;
  };
}
