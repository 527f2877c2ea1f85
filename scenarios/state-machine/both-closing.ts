import { expect, type HeldSegments, type Lab } from 'halfclose';
import { connected } from './connected.ts';

/** Both ends in CLOSING, and the acknowledgements of their FINs, which would end it. */
interface BothClosing extends Awaited<ReturnType<typeof connected>> {
  readonly toClient: HeldSegments;
  readonly toServer: HeldSegments;
}

/**
 * Two FINs that cross: each is held until the other has been sent, and each is let in once. Copies stay held, for what
 * the kernel sends again acknowledges all it has, the other's FIN too.
 */
export async function bothClosing(lab: Lab): Promise<BothClosing> {
  const { client, server } = await connected(lab);
  const finToServer = await lab.wire.hold({ from: client, flags: 'FIN' });
  const finToClient = await lab.wire.hold({ from: server.socket, flags: 'FIN' });
  const toServer = await lab.wire.hold({ from: client, flags: 'ACK', without: 'FIN' });
  const toClient = await lab.wire.hold({ from: server.socket, flags: 'ACK', without: 'FIN' });
  await Promise.all([client.sendFin(), server.sendFin()]);
  await Promise.all([finToServer.caught(), finToClient.caught()]);

  await Promise.all([finToServer.releaseOne(), finToClient.releaseOne()]);
  await expect(client).toReachState('CLOSING');
  await expect(server).toReachState('CLOSING');
  await Promise.all([toServer.caught(), toClient.caught()]);
  return { client, server, toClient, toServer };
}
