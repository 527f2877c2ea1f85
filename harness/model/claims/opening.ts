import type { Claim } from './claim.ts';

/** What the articles say of: opening a connection. */
export const OPENING: readonly Claim[] = [
  {
    id: 'O1',
    says: 'The three segments SYN, SYN-ACK, ACK take the client CLOSED→SYN_SENT→ESTABLISHED and the server LISTEN→SYN_RECV→ESTABLISHED.',
    sources: 'A B D E',
    truth:
      'So it is for the client and for the connection at the server; the listening socket itself stays in LISTEN, for every connection is an entry of its own beside it.',
  },
  {
    id: 'O2',
    says: 'SYN consumes one sequence number: the SYN-ACK acknowledges x+1, the ACK y+1.',
    sources: 'A B E',
  },
  {
    id: 'O3',
    says: 'SYN_RECV is normally too short to see; it shows when the third segment is withheld.',
    sources: 'D',
    truth:
      'SYN_RECV lasts a round trip: too short to see where that is a fraction of a millisecond, plain to see where it is 300 ms.',
  },
  {
    id: 'O4',
    says: 'The server keeps an entry for each half-open connection and drops the entry when the ACK arrives.',
    sources: 'A',
  },
  { id: 'O5', says: 'An unanswered SYN is retried and the attempt ends in CLOSED.', sources: 'A B' },
  {
    id: 'O6',
    says: 'An unanswered SYN-ACK is retried tcp_synack_retries times (5 by default, about 180 s in all), then the half-open entry goes.',
    sources: 'E',
    truth:
      'The entry waits 1, 2, 4, 8, 16 and 32 s, which is 63 s in all; about 180 s it was until Linux 3.1, when the first wait was 3 s.',
  },
  {
    id: 'O7',
    says: 'SYN_RECV returns to LISTEN on RST.',
    sources: 'B',
    truth:
      'The half-open entry is gone with the RST; the listener, which takes the next connection, was in LISTEN all the time.',
  },
  { id: 'O8', says: 'SYN_RECV can go straight to FIN_WAIT1 when the application closes.', sources: 'B' },
  {
    id: 'O9',
    says: 'Two SYNs that cross take both ends SYN_SENT→SYN_RECV→ESTABLISHED (simultaneous open).',
    sources: 'B',
  },
  {
    id: 'O10',
    says: 'A listening socket can itself start a connection (LISTEN→SYN_SENT).',
    sources: 'B',
    truth:
      'connect() on a listener is refused with EISCONN and send() with EPIPE, and nothing is sent; it can connect once it has given up listening.',
  },
  {
    id: 'O11',
    says: 'A flood of SYNs with no third segment fills the half-open queue and real clients are dropped; it can be recognised by many half-open entries from many addresses.',
    sources: 'A B E',
    truth:
      'The queue fills and shows it, but real clients are dropped only where SYN cookies are off: with them, as by default, the full queue is answered with cookies and real clients get in.',
  },
  {
    id: 'O12',
    says: 'SYN cookies answer without keeping an entry, and only a correct ACK allocates state.',
    sources: 'B E',
  },
  {
    id: 'O13',
    says: 'A server with thousands of half-open entries at once (7,314 in the article) can still be normal.',
    sources: 'E',
  },
  {
    id: 'O14',
    says: 'With only two segments a lost SYN-ACK would leave one side believing in a connection the other does not have.',
    sources: 'B',
  },
];
