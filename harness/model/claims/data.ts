import type { Claim } from './claim.ts';

/** What the articles say of: data and flow. */
export const DATA: readonly Claim[] = [
  {
    id: 'F1',
    says: 'Each end advertises its free buffer as the window; a receiver that stops reading brings the sender to a stop, and reading again restarts it.',
    sources: 'E',
    truth:
      'The sender stops at window 0 and goes on when it is read; but the window is what the kernel reckons to fit beside its own needs, at first about half of the free buffer.',
  },
  { id: 'F2', says: 'A FIN may carry data.', sources: 'A' },
  {
    id: 'F3',
    says: 'A response larger than a segment is split, acknowledged and reassembled in order.',
    sources: 'E',
  },
  {
    id: 'F4',
    says: 'FIN consumes one sequence number and its sequence is the next one after the last data byte.',
    sources: 'B C',
  },
];
