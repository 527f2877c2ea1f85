import {
  IPPROTO_TCP,
  SO_REUSEADDR,
  SOL_SOCKET,
  TCP_INFO,
  TCP_NO_QUEUE,
  TCP_QUEUE_SEQ,
  TCP_RECV_QUEUE,
  TCP_REPAIR,
  TCP_REPAIR_OFF_NO_WP,
  TCP_REPAIR_ON,
  TCP_REPAIR_QUEUE,
  TCP_SEND_QUEUE,
} from '../kernel/constants.ts';
import { getInt, setInt } from '../kernel/int-option.ts';
import type { SequenceNumbers } from '../model/protocol.ts';
import { RequestError } from './failure.ts';

/** States of include/net/tcp_states.h in which the numbers of both directions mean nothing: SYN_SENT, CLOSE, LISTEN. */
const WITHOUT_NUMBERS: Readonly<Record<number, string>> = {
  2: 'in SYN_SENT',
  7: 'closed for the kernel',
  10: 'listening',
};

/**
 * The next sequence number that the socket's application will send by, and the next one its kernel expects, from repair
 * mode (do_tcp_getsockopt(): TCP_QUEUE_SEQ is write_seq or rcv_nxt). Needs CAP_NET_ADMIN. Nothing is sent; what would
 * be sent in these few microseconds waits for the retransmission timer.
 */
export function sequenceNumbersOf(fd: number, name: string): SequenceNumbers {
  // The first byte of struct tcp_info is the state: a read of four bytes is cut short, not refused.
  const why = WITHOUT_NUMBERS[getInt(fd, IPPROTO_TCP, TCP_INFO) & 0xff];
  if (why !== undefined)
    throw new RequestError('INVALID_OPTION', `${name} has no sequence numbers: it is ${why}`);
  const reuse = getInt(fd, SOL_SOCKET, SO_REUSEADDR);
  setInt(fd, IPPROTO_TCP, TCP_REPAIR, TCP_REPAIR_ON);
  try {
    return { sendNext: queueSequence(fd, TCP_SEND_QUEUE), receiveNext: queueSequence(fd, TCP_RECV_QUEUE) };
  } finally {
    setInt(fd, IPPROTO_TCP, TCP_REPAIR_QUEUE, TCP_NO_QUEUE);
    setInt(fd, IPPROTO_TCP, TCP_REPAIR, TCP_REPAIR_OFF_NO_WP);
    // Leaving repair mode turns SO_REUSEADDR off, and a listener could then not be bound anew beside this connection.
    setInt(fd, SOL_SOCKET, SO_REUSEADDR, reuse);
  }
}

function queueSequence(fd: number, queue: number): number {
  setInt(fd, IPPROTO_TCP, TCP_REPAIR_QUEUE, queue);
  return getInt(fd, IPPROTO_TCP, TCP_QUEUE_SEQ) >>> 0;
}
