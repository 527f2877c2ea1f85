import { useEffect, useState } from 'preact/hooks';
import type { Evidence } from '../../../../harness/model/evidence.ts';
import type { Load } from '../../data/page-index.ts';

export type Opened =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly evidence: Evidence }
  | { readonly state: 'unreadable'; readonly why: string };

/** A scenario's evidence, opened anew for each number. */
export function useEvidence(load: Load, number: number): Opened {
  const [opened, setOpened] = useState<Opened>({ state: 'opening' });
  useEffect(() => {
    let isWanted = true;
    const show = (news: Opened) => {
      if (isWanted) setOpened(news);
    };
    show({ state: 'opening' });
    load(number).then(
      (evidence) => show({ state: 'open', evidence }),
      (error: unknown) => show({ state: 'unreadable', why: String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [load, number]);
  return opened;
}
