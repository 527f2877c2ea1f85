import type { Claim } from './claim.ts';

/** What the articles say of: RST and linger. */
export const RESET: readonly Claim[] = [
  {
    id: 'R1',
    says: 'SO_LINGER on with time 0: close() sends RST at once, throws away unsent data, and leaves no TIME_WAIT.',
    sources: 'A C',
  },
  {
    id: 'R2',
    says: 'That setting is the same as SO_DONTLINGER.',
    sources: 'A',
    truth:
      'Linux has no SO_DONTLINGER; it is Winsock’s and means linger off, which is the opposite: unsent data is delivered, a FIN follows, and there is TIME_WAIT, where linger 0 sends RST.',
  },
  {
    id: 'R3',
    says: 'SO_LINGER on with time > 0: close() blocks until the peer has acknowledged data and FIN, at most for that time.',
    sources: 'C',
  },
  {
    id: 'R4',
    says: 'When that time runs out close() returns EWOULDBLOCK.',
    sources: 'C',
    truth:
      'close() returns 0, as it always does: nothing tells that data and FIN are not acknowledged yet, and the kernel goes on sending them.',
  },
  {
    id: 'R5',
    says: 'When that time runs out the kernel drops the unsent data and sends RST, without TIME_WAIT.',
    sources: 'C',
    truth:
      'Nothing is dropped and no RST is sent: the data stays in the kernel’s queue with the FIN behind it, goes out when the peer lets it, and TIME_WAIT follows as after any close.',
  },
  {
    id: 'R6',
    says: 'On a non-blocking socket with linger time > 0, close() returns EWOULDBLOCK at once.',
    sources: 'C',
    truth:
      'close() does not heed O_NONBLOCK: it blocks as that of a blocking socket does, until data and FIN are acknowledged or the time is over, and returns 0.',
  },
  { id: 'R7', says: 'An application can tell RST from an orderly end.', sources: 'B' },
  { id: 'R8', says: 'A segment to a connection that no longer exists is answered by RST.', sources: 'C E' },
];
