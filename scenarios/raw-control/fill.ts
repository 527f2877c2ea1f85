import type { RawSocket } from 'halfclose';

/**
 * Sends until the peer, which does not read, has no room left and the own buffer is full, so that data waits unsent.
 * Resolves to the number of bytes sent.
 */
export async function fill(socket: RawSocket, peer: RawSocket): Promise<number> {
  await peer.set('SO_RCVBUF', 4_096);
  await socket.set('SO_SNDBUF', 4_096);
  const bytes = Buffer.alloc(1_000_000);
  let all = 0;
  // Who stood still meanwhile may be told EAGAIN although there is room again: it is full when nothing more was taken.
  for (let last = NaN; last !== 0; all += last)
    ({ sent: last } = await socket.send(bytes, { withinMs: 300 }));
  return all;
}
