import type { Claim } from './claim.ts';

/** What the articles say of: RST and linger. */
export const RESET: readonly Claim[] = [
  {
    id: 'R1',
    says: 'SO_LINGER on with time 0: close() sends RST at once, throws away unsent data, and leaves no TIME_WAIT.',
    sources: 'A C',
  },
  { id: 'R2', says: 'That setting is the same as SO_DONTLINGER.', sources: 'A' },
  {
    id: 'R3',
    says: 'SO_LINGER on with time > 0: close() blocks until the peer has acknowledged data and FIN, at most for that time.',
    sources: 'C',
  },
  { id: 'R4', says: 'When that time runs out close() returns EWOULDBLOCK.', sources: 'C' },
  {
    id: 'R5',
    says: 'When that time runs out the kernel drops the unsent data and sends RST, without TIME_WAIT.',
    sources: 'C',
  },
  {
    id: 'R6',
    says: 'On a non-blocking socket with linger time > 0, close() returns EWOULDBLOCK at once.',
    sources: 'C',
  },
  { id: 'R7', says: 'An application can tell RST from an orderly end.', sources: 'B' },
  { id: 'R8', says: 'A segment to a connection that no longer exists is answered by RST.', sources: 'C E' },
];
