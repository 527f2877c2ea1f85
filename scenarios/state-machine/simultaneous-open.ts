import { expect, type Client, type HeldSegments, type Lab } from 'halfclose';

const PORT = 7000;

export interface SimultaneousOpen {
  readonly left: Client;
  readonly right: Client;
  /** Everything that arrives at one end, from its peer's SYN-ACK on. */
  readonly toLeft: HeldSegments;
  readonly toRight: HeldSegments;
}

/**
 * Two sockets that connect to each other (RFC 9293 section 3.5, figure 7), both in SYN_RECV: each SYN is held until
 * both are sent, then the first of each goes on, and all that answers it is held.
 */
export async function openingAtOnce(lab: Lab): Promise<SimultaneousOpen> {
  const [atLeft, atRight] = [await lab.host({ name: 'left-host' }), await lab.host({ name: 'right-host' })];
  const [synToLeft, synToRight] = [
    await lab.wire.hold({ to: atLeft, flags: 'SYN', without: 'ACK' }),
    await lab.wire.hold({ to: atRight, flags: 'SYN', without: 'ACK' }),
  ];
  const [toLeft, toRight] = [
    await lab.wire.hold({ to: atLeft, flags: 'ACK' }),
    await lab.wire.hold({ to: atRight, flags: 'ACK' }),
  ];
  const options = { localPort: PORT, onFin: 'ignore' } as const;
  const left = await lab.client({ ...options, name: 'left', on: atLeft, to: { host: atRight, port: PORT } });
  // Before right's SYN, which would meet it otherwise: its device's capture shows which was first.
  await synToRight.caught();
  const right = await lab.client({
    ...options,
    name: 'right',
    on: atRight,
    to: { host: atLeft, port: PORT },
  });
  await synToLeft.caught();
  await expect(lab).toHoldStates({ left: 'SYN_SENT', right: 'SYN_SENT' }, { forMs: 100 });

  await synToLeft.releaseOne();
  await synToRight.releaseOne();
  await expect(left).toReachState('SYN_RECV');
  await expect(right).toReachState('SYN_RECV');
  return { left, right, toLeft, toRight };
}
