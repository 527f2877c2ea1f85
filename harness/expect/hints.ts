import type { TcpState } from '../model/tcp-state.ts';
import type { LabSocket } from '../lab/lab-socket.ts';

/** What most often explains that a socket is not where a scenario wanted it, and what to do about it. */
export function hintFor(socket: LabSocket, wanted: TcpState): string | undefined {
  const state = socket.track.state;
  const refused = socket.track.application.find(({ kind }) => kind === 'error');
  if (state === undefined)
    return 'no connection has come about yet: is there a client, and does it reach this socket?';
  if (state === 'CLOSED' && refused) {
    return `the application got ${refused.errno ?? 'an error'}${refused.syscall ? ` from ${refused.syscall}()` : ''}; the kernel has forgotten the socket`;
  }
  if (state === 'CLOSED' && socket.track.path().at(-2)?.state === wanted) {
    return `it was in ${wanted}, which was over before this was asked; toHavePassedThrough() asks for what has been`;
  }
  return HINTS.find(({ when }) => when(state, wanted))?.hint;
}

const HINTS: readonly { when: (state: TcpState, wanted: TcpState) => boolean; hint: string }[] = [
  {
    when: (state, wanted) => wanted === 'FIN_WAIT2' && (state === 'TIME_WAIT' || state === 'CLOSED'),
    hint: "the server ended its half too; give it onFin: 'ignore' to keep it open",
  },
  {
    when: (state, wanted) => wanted === 'CLOSE_WAIT' && (state === 'LAST_ACK' || state === 'CLOSED'),
    hint: "this end answered the peer's FIN with its own; give it onFin: 'ignore' to keep its half open",
  },
  {
    when: (state, wanted) => state === 'FIN_WAIT2' && wanted === 'TIME_WAIT',
    hint: "the peer has not sent its FIN; it stays so while the peer's application keeps its half open",
  },
  {
    when: (state, wanted) => state === 'CLOSE_WAIT' && (wanted === 'LAST_ACK' || wanted === 'CLOSED'),
    hint: "the application has not closed; give it onFin: 'close', or call sendFin() or close()",
  },
  {
    when: (state, wanted) => state === 'TIME_WAIT' && wanted === 'CLOSED',
    hint: 'TIME_WAIT lasts 60 s on Linux and no sysctl shortens it (TCP_TIMEWAIT_LEN in include/net/tcp.h)',
  },
  {
    when: (state) => state === 'SYN_SENT',
    hint: 'the peer does not answer the SYN: is the address right, and is there no fault that drops it?',
  },
  {
    when: (state, wanted) => state === 'ESTABLISHED' && wanted !== 'ESTABLISHED',
    hint: 'nobody has ended the connection yet: did the scenario forget sendFin(), close() or reset()?',
  },
];
