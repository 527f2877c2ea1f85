import type { Claim } from './claim.ts';

/** What the articles say of: TIME_WAIT. */
export const TIME_WAIT: readonly Claim[] = [
  {
    id: 'T1',
    says: 'Only the end that closes first has TIME_WAIT.',
    sources: 'A D E',
    truth: 'Of two ends that close at the same time, so that their FINs cross, both have TIME_WAIT.',
  },
  {
    id: 'T2',
    says: 'It lasts 2 MSL: 2 to 4 minutes (A), 60 s on RHEL (D), 240 s on Windows (E).',
    sources: 'A D E',
    truth:
      'On Linux it lasts 60 s, a constant of the kernel, and never 2 minutes or more; what Windows does cannot be tried here.',
  },
  {
    id: 'T3',
    says: "It exists so that a lost final ACK can be repeated: the peer's repeated FIN is acknowledged again and the wait starts over.",
    sources: 'A B C E',
  },
  {
    id: 'T4',
    says: 'It exists so that late segments of the old connection do not reach a new one with the same four-tuple.',
    sources: 'A B C E',
  },
  {
    id: 'T5',
    says: 'If the closer went straight to CLOSED, the repeated FIN would be answered by RST and the peer would report an error.',
    sources: 'C E',
    truth:
      'The RST comes and ends the peer, but only one that has kept its descriptor finds ECONNRESET there (SO_ERROR); one that has closed is told of nothing, even where its close(2) waits.',
  },
  {
    id: 'T6',
    says: 'During TIME_WAIT the local port cannot be bound again: a restarted server fails with EADDRINUSE.',
    sources: 'A B',
  },
  {
    id: 'T7',
    says: 'SO_REUSEADDR lets that server bind and listen during TIME_WAIT.',
    sources: 'A C',
    truth:
      'The old connection’s socket must have had SO_REUSEADDR as well: a server that sets it only when it restarts still fails with EADDRINUSE.',
  },
  {
    id: 'T8',
    says: 'SO_REUSEADDR helps only against TIME_WAIT: while a connection is in any other state the bind still fails.',
    sources: 'C',
    truth:
      'Where both the old sockets and the new one have SO_REUSEADDR, bind(2) and listen(2) succeed beside a connection in ESTABLISHED or any state of its closing, which stays as it was; only a socket in LISTEN is in the way.',
  },
  {
    id: 'T9',
    says: 'A client that binds a fixed port with SO_REUSEADDR and connects again to the same address within TIME_WAIT succeeds on Linux.',
    sources: 'A',
    truth:
      'Only where the old connection had timestamps, which the server has to speak too; without them connect(2) fails with EADDRNOTAVAIL.',
  },
  {
    id: 'T10',
    says: 'A server that restarts within 2 MSL can bind but must keep quiet until the time is over.',
    sources: 'B',
    truth:
      'With SO_REUSEADDR it can bind, and then nothing keeps it quiet: it takes connections at once, even one between the same four ends, which takes the place of TIME_WAIT.',
  },
  {
    id: 'T11',
    says: 'Lowering tcp_fin_timeout shortens TIME_WAIT and so the number of such sockets.',
    sources: 'E',
    truth: 'tcp_fin_timeout is for orphans in FIN_WAIT2; TIME_WAIT lasts 60 s whatever it says.',
  },
  {
    id: 'T12',
    says: 'tcp_tw_reuse=1 lets new outgoing connections use sockets in TIME_WAIT.',
    sources: 'E',
    truth:
      'Only the port of a TIME_WAIT that had timestamps and is older than tcp_tw_reuse_delay (1 s) is used again; else connect(2) fails with EADDRNOTAVAIL when no other port is left.',
  },
  {
    id: 'T13',
    says: 'tcp_tw_recycle=1 turns on fast recycling.',
    sources: 'E',
    truth: 'There is no such parameter any more: TIME_WAIT keeps its 60 s.',
    soUntil: 'Linux 4.12',
  },
  {
    id: 'T14',
    says: 'A server that closes many short connections collects more TIME_WAIT than ESTABLISHED sockets, up to running out of ports or sockets.',
    sources: 'E',
    truth:
      'It collects them, but runs out of neither: they all share its one port, and those beyond tcp_max_tw_buckets are not kept; it is a client that closes first which runs out of ports (EADDRNOTAVAIL).',
  },
  { id: 'T15', says: 'The state histogram over `netstat -n` shows it.', sources: 'E' },
];
