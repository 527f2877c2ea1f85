import { expect, type Lab, type RawSocket } from 'halfclose';
import { connectedPair, type Pair } from '../raw-control/pair.ts';

/** A connection whose client has sent more than both buffers hold, so that data waits unsent: the peer does not read. */
export async function filled(lab: Lab): Promise<Pair & { readonly sent: number }> {
  const pair = await connectedPair(lab);
  await pair.accepted.set('SO_RCVBUF', 4_096);
  await pair.client.set('SO_SNDBUF', 4_096);
  const { errno, sent } = await pair.client.send(Buffer.alloc(8_000_000), { withinMs: 300 });
  expect(errno).toBe('EAGAIN');
  expect(sent).toBeGreaterThan(0);
  return { ...pair, sent };
}

/** Reads to the end of the stream, or to the error that is there instead. */
export async function readAll(socket: RawSocket): Promise<{ bytes: number; errno: string | undefined }> {
  let bytes = 0;
  for (;;) {
    const { data, errno } = await socket.receive(1_000_000);
    if (data.length === 0) return { bytes, errno };
    bytes += data.length;
  }
}
