import type { Claim } from './claim.ts';

/** What the articles say of: closing a connection. */
export const CLOSING: readonly Claim[] = [
  {
    id: 'C1',
    says: 'Either end may close first; the one that does walks ESTABLISHED→FIN_WAIT1→FIN_WAIT2→TIME_WAIT→CLOSED.',
    sources: 'A B D E',
  },
  { id: 'C2', says: 'The other end walks ESTABLISHED→CLOSE_WAIT→LAST_ACK→CLOSED.', sources: 'B D E' },
  {
    id: 'C3',
    says: 'Four segments normally, but when the passive end has nothing left to send its ACK and FIN travel as one: three segments.',
    sources: 'A B E',
    truth:
      'What decides is when the passive end closes: its kernel delays the ACK of the FIN a little, and only a FIN of its own within that time takes the ACK along; later there are four, whether or not anything is left to send.',
  },
  {
    id: 'C4',
    says: 'close() with data still in the send buffer delivers that data before the FIN.',
    sources: 'A',
  },
  {
    id: 'C5',
    says: 'After its FIN an end can no longer send, but still receives everything the other sends.',
    sources: 'A B E',
    truth:
      'It still receives after shutdown(WR), which keeps the other half open; where the FIN came of close(), what the other end sends is answered by RST and ends the connection at both ends.',
  },
  { id: 'C6', says: "The peer's application learns of the FIN as a read that returns 0.", sources: 'A' },
  {
    id: 'C7',
    says: 'If the passive application then never closes, the pair stays in FIN_WAIT2 / CLOSE_WAIT.',
    sources: 'A B',
    truth:
      'The pair stays so only while the active end keeps its descriptor; where that was closed, its FIN_WAIT2 is over after tcp_fin_timeout (60 s by default), and CLOSE_WAIT stays alone.',
  },
  {
    id: 'C8',
    says: 'That stay lasts until the application acts: the half-closed pair can live indefinitely.',
    sources: 'B',
  },
  {
    id: 'C9',
    says: 'Killing the program (Ctrl+C) still ends the connection in the orderly way.',
    sources: 'A',
    truth:
      'Killed by Ctrl+C or kill -9, the kernel sends the FIN, but only where the program had read all that had come; with unread bytes it sends RST, and the other end reads ECONNRESET.',
  },
  {
    id: 'C10',
    says: 'FIN_WAIT1, FIN_WAIT2 and TIME_WAIT are kept by the kernel after the program has exited.',
    sources: 'C',
  },
  {
    id: 'C11',
    says: 'A server that reads late shows CLOSE_WAIT with the unread bytes in Recv-Q (524 for 523 bytes plus the FIN) while the exited client shows FIN_WAIT2.',
    sources: 'C',
  },
  {
    id: 'C12',
    says: "FIN_WAIT2 without an owner times out, does not pass through TIME_WAIT, and the peer's later FIN is answered by RST.",
    sources: 'C',
  },
  {
    id: 'C13',
    says: 'A FIN that is never acknowledged is retransmitted for a while, then the connection is dropped without TIME_WAIT.',
    sources: 'C',
  },
  { id: 'C14', says: 'Crossing FINs take both ends through CLOSING.', sources: 'B D' },
  {
    id: 'C15',
    says: 'FIN_WAIT1 goes directly to TIME_WAIT when FIN and ACK arrive together.',
    sources: 'B',
    truth:
      'One segment takes it there, and nobody who looks sees a state between, but the kernel makes it FIN_WAIT2 for an instant: it takes the ACK first and then the FIN of the same segment.',
  },
  {
    id: 'C16',
    says: 'CLOSE_WAIT means "FIN received but ACK not yet sent".',
    sources: 'E',
    truth:
      "In CLOSE_WAIT the FIN has been received, and acknowledged by the kernel at once or a little later (delayed ACK), whatever the application does; what is still missing is the own FIN, which the application's close() sends.",
  },
  {
    id: 'C17',
    says: 'Many CLOSE_WAIT sockets on a server point at a server that forgets to close.',
    sources: 'E',
    truth:
      'They show that the program has not closed yet: one that is late, with connections still unaccepted (nobody has them open), has as many without having forgotten any.',
  },
  { id: 'C18', says: 'The passive end reaches CLOSED earlier than the active end.', sources: 'B' },
  {
    id: 'C19',
    says: "close() while the peer's data is still on its way makes the closer answer with RST.",
    sources: 'C',
  },
  {
    id: 'C20',
    says: 'shutdown(WR) followed by reading to 0 receives everything the peer sent, and proves the peer read ours.',
    sources: 'C',
    truth:
      'It receives all that the peer sent, but 0 proves only that the peer has ended its half: of close() with our bytes unread it reads ECONNRESET instead, of shutdown(WR) it reads 0 all the same.',
  },
  {
    id: 'C21',
    says: 'shutdown(WR) discards what is still in the send buffer.',
    sources: 'C',
    truth:
      'shutdown(WR) puts the FIN behind what is in the send buffer, as close() does: the peer gets all of it.',
  },
  {
    id: 'C22',
    says: 'In FTP the client closes first, in HTTP the server does.',
    sources: 'E',
    truth:
      'Whoever has sent the end of something closes: in FTP the client after an upload, but the server after a download and after QUIT; in HTTP the server after a response that is its last or when it has heard nothing for its time-out, but the client where it wants no more.',
  },
];
