import { useEffect, useState } from 'preact/hooks';

export const PAGE = 200;

export interface Pages {
  /** So many rows are shown at most. */
  readonly most: number;
  readonly showMore: () => void;
}

/** Long lists are shown page by page, on paper as a whole. */
export function usePages(): Pages {
  const [most, setMost] = useState(PAGE);
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
  return { most: isOnPaper ? Infinity : most, showMore: () => setMost(most + PAGE) };
}
