import { useEffect, useState } from 'preact/hooks';

export interface Pages {
  /** So many are shown at most. */
  readonly most: number;
  /** How many are added at a time. */
  readonly step: number;
  readonly showMore: () => void;
}

/** A long list is shown page by page, on paper as a whole. Another list begins with its first page again. */
export function usePages(step: number, list = ''): Pages {
  const [reached, setReached] = useState({ list, most: step });
  const isOnPaper = useIsOnPaper();
  const most = reached.list === list ? reached.most : step;
  const showMore = () => setReached({ list, most: most + step });
  return { most: isOnPaper ? Infinity : most, step, showMore };
}

function useIsOnPaper(): boolean {
  const [isOnPaper, setOnPaper] = useState(false);
  useEffect(() => {
    const begin = () => setOnPaper(true);
    const end = () => setOnPaper(false);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isOnPaper;
}
