import type { RawSocket, ReceiveResult } from 'halfclose';

/** Reads until a call gives no more bytes, and answers with that one: no errno is the peer's FIN. */
export async function readToTheEnd(socket: RawSocket): Promise<ReceiveResult> {
  let last: ReceiveResult;
  do last = await socket.receive();
  while (last.data.length > 0);
  return last;
}
