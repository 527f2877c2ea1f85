import { socketOf, type LabSocket } from '../lab/lab-socket.ts';
import { HalfcloseError } from '../model/errors.ts';

/**
 * The socket a matcher about its application is asked of. Raises NOT_OBSERVABLE for one whose application tells nothing,
 * as the legs of the real Toxiproxy, or a program's sockets: "it got no error" could not be told from "nobody said so".
 */
export function socketThatTells(subject: unknown, what: string): LabSocket {
  const socket = socketOf(subject);
  if (!socket.silent) return socket;
  throw new HalfcloseError(
    'NOT_OBSERVABLE',
    `${socket.name} is a program's, which tells nobody ${what} of its sockets`,
    { hint: 'ask what the kernel shows (toReachState, toHaveUnread, …), or ask the client or the server' },
  );
}
