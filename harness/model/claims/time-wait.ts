import type { Claim } from './claim.ts';

/** What the articles say of: TIME_WAIT. */
export const TIME_WAIT: readonly Claim[] = [
  { id: 'T1', says: 'Only the end that closes first has TIME_WAIT.', sources: 'A D E' },
  {
    id: 'T2',
    says: 'It lasts 2 MSL: 2 to 4 minutes (A), 60 s on RHEL (D), 240 s on Windows (E).',
    sources: 'A D E',
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
  },
  {
    id: 'T6',
    says: 'During TIME_WAIT the local port cannot be bound again: a restarted server fails with EADDRINUSE.',
    sources: 'A B',
  },
  { id: 'T7', says: 'SO_REUSEADDR lets that server bind and listen during TIME_WAIT.', sources: 'A C' },
  {
    id: 'T8',
    says: 'SO_REUSEADDR helps only against TIME_WAIT: while a connection is in any other state the bind still fails.',
    sources: 'C',
  },
  {
    id: 'T9',
    says: 'A client that binds a fixed port with SO_REUSEADDR and connects again to the same address within TIME_WAIT succeeds on Linux.',
    sources: 'A',
  },
  {
    id: 'T10',
    says: 'A server that restarts within 2 MSL can bind but must keep quiet until the time is over.',
    sources: 'B',
  },
  {
    id: 'T11',
    says: 'Lowering tcp_fin_timeout shortens TIME_WAIT and so the number of such sockets.',
    sources: 'E',
    truth: 'TIME_WAIT lasts 60 s, a constant of the kernel; tcp_fin_timeout ends only an orphaned FIN_WAIT2.',
  },
  { id: 'T12', says: 'tcp_tw_reuse=1 lets new outgoing connections use sockets in TIME_WAIT.', sources: 'E' },
  { id: 'T13', says: 'tcp_tw_recycle=1 turns on fast recycling.', sources: 'E' },
  {
    id: 'T14',
    says: 'A server that closes many short connections collects more TIME_WAIT than ESTABLISHED sockets, up to running out of ports or sockets.',
    sources: 'E',
  },
  { id: 'T15', says: 'The state histogram over `netstat -n` shows it.', sources: 'E' },
];
