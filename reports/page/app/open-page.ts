import type { Evidence } from '../../../harness/model/evidence.ts';
import type { Load, PageIndex } from '../data/page-index.ts';

/** Opens the parts of a page. In the browser. */
export async function openPage(): Promise<{ index: PageIndex; load: Load }> {
  const index = (await open(0)) as PageIndex;
  return {
    index,
    load: async (scenario) => {
      const { pack, place } = index.scenarios[scenario] ?? { pack: -1, place: 0 };
      return ((await open(pack + 1)) as Evidence[])[place] as Evidence;
    },
  };
}

async function open(part: number): Promise<unknown> {
  const base64 = document.getElementById(`part-${String(part)}`)?.textContent ?? '';
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(text).json()) as unknown;
}
