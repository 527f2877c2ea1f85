import type { Lab, RawSocket } from 'halfclose';
import { fill } from '../raw-control/fill.ts';
import { connectedPair, type Pair } from '../raw-control/pair.ts';

/** A connection whose client has sent more than both buffers hold, so that data waits unsent: the peer does not read. */
export async function filled(lab: Lab): Promise<Pair & { readonly sent: number }> {
  const pair = await connectedPair(lab);
  return { ...pair, sent: await fill(pair.client, pair.accepted) };
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
