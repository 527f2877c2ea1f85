import { expect, type Client, type Server } from 'halfclose';
import type { Crossing } from './row.ts';

/** Half a megabyte at most for either direction of a socket, of which the kernel would otherwise give up to 6 (man 7 tcp). */
const SMALL_BUFFERS = { 'net.ipv4.tcp_rmem': '4096 131072 524288', 'net.ipv4.tcp_wmem': '4096 16384 524288' };

/** More than the kernels, with small buffers, and a proxy hold between two ends while the reader does not read. */
export const MORE_THAN_IS_BUFFERED = Buffer.alloc(4 * 1024 * 1024, 'x');

export const BOTH_STAND = { client: 'ESTABLISHED', server: 'ESTABLISHED' } as const;

/** A client that has written more than is buffered to a server that does not read: nothing moves any more. */
export async function stalled(crossing: Crossing): Promise<{ client: Client; server: Server }> {
  const { client, server } = await crossing.connected({ server: 'paused' }, SMALL_BUFFERS);
  await client.write(MORE_THAN_IS_BUFFERED);
  await expect(server).toHaveUnread();
  if (crossing.proxy) await expect(crossing.proxy.clientLeg).toHaveUnread();
  await expect(crossing.lab).toHoldStates(BOTH_STAND, { forMs: 200 });
  await crossing.atRest();
  return { client, server };
}
