import { z } from 'zod';
import { HalfcloseError } from '../../model/errors.ts';
import { sequencePlus, type Timestamps } from '../../model/segment.ts';
import type { SocketAddress } from '../../model/socket-row.ts';
import type { ForgedSegment } from '../../model/wire.ts';
import type { LabHost } from '../lab-host.ts';
import { HeldSocket } from '../held-socket.ts';
import { socketOf, type LabSocket, type SocketHolder } from '../lab-socket.ts';
import { SteeredLabSocket } from '../steered-lab-socket.ts';
import { addressOf, type Target } from '../target.ts';
import { checkOfLab } from './wire-place.ts';
import { readFlags, type GivenFlags } from './read-flags.ts';

interface ForgeryParts {
  readonly flags: GivenFlags;
  readonly seq?: number;
  readonly ack?: number;
  /** Default: 65535. */
  readonly window?: number;
  /** The timestamps option, as on the wire. Default: none. */
  readonly timestamps?: Timestamps;
  readonly payload?: string | Uint8Array;
}

/**
 * A segment to make up. Into a connection: `into` is the socket that receives it, in the name of its peer; `seq` is the
 * distance from what it expects next (0, the default, is exact), `ack` from what it would send next. To an address:
 * `from` and `to` say both ends, and `seq` and `ack` are the numbers on the wire, 0 by default.
 */
export type Forgery = ForgeryParts &
  ({ readonly into: LabSocket | SocketHolder } | { readonly from: Target; readonly to: Target });

const uint32 = z.int().min(0).max(0xffff_ffff);

const PARTS = {
  flags: z.union([z.string(), z.array(z.string())]),
  seq: z.int().optional(),
  ack: z.int().optional(),
  window: z.int().min(0).max(65_535).optional(),
  timestamps: z.strictObject({ value: uint32, echo: uint32 }).optional(),
  payload: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
};
const target = z.custom((value) => typeof value === 'object' && value !== null, 'must be a place');
const INTO_CONNECTION = z.strictObject({ ...PARTS, into: target });
const BETWEEN_ADDRESSES = z.strictObject({ ...PARTS, from: target, to: target });

/** The segment with the numbers it has on the wire. Raises a typed error where they cannot be known. */
export async function forge(forgery: Forgery, hosts: readonly LabHost[]): Promise<ForgedSegment> {
  checkForgery(forgery);
  const { flags, seq = 0, ack = 0, window = 65_535, timestamps, payload = '' } = forgery;
  const base64 = Buffer.from(payload as string).toString('base64');
  const shared = { flags: readFlags('lab.wire.inject(): `flags`', flags), window, timestamps, base64 };
  if ('from' in forgery) {
    return {
      ...shared,
      from: addressOf(forgery.from),
      to: addressOf(forgery.to),
      seq: seq >>> 0,
      ack: ack >>> 0,
    };
  }
  const socket = socketOf(forgery.into);
  checkOfLab(socket.name, socket.host, hosts);
  const { local, peer } = connectionOf(socket);
  const next = await numbersOf(socket, peer, local);
  return {
    ...{ ...shared, from: peer, to: local },
    seq: sequencePlus(next.receiveNext, seq),
    ack: shared.flags.includes('ACK') ? sequencePlus(next.sendNext, ack) : 0,
  };
}

function checkForgery(forgery: unknown): void {
  const schema = 'into' in Object(forgery) ? INTO_CONNECTION : BETWEEN_ADDRESSES;
  const checked = schema.safeParse(forgery);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  const option = issue?.path.join('.') ?? '';
  throw new HalfcloseError(
    issue?.code === 'unrecognized_keys' ? 'UNKNOWN_OPTION' : 'INVALID_OPTION',
    `lab.wire.inject()${option ? `: option \`${option}\`` : ''}: ${issue?.message ?? 'not valid'}`,
    { hint: 'it takes `into`, or `from` and `to`; and flags, seq, ack, window, timestamps, payload' },
  );
}

function connectionOf(socket: LabSocket): { local: SocketAddress; peer: SocketAddress } {
  if (socket.ends && socket.ends.peer.port !== 0) return socket.ends;
  throw new HalfcloseError('INVALID_OPTION', `${socket.name} has no connection yet to forge a segment of`);
}

/** What the kernel says as long as it has the socket; then what the wire has seen. */
async function numbersOf(socket: LabSocket, peer: SocketAddress, local: SocketAddress) {
  // Its application, which alone can ask its kernel, may be about to accept it, also while the wire is asked.
  const mayBeAccepted = socket instanceof SteeredLabSocket && socket.agentName === undefined;
  const numbers = (await numbersInKernel(socket)) ?? (await numbersOnWire(socket.host, peer, local));
  if (numbers) return numbers;
  if (mayBeAccepted) {
    await socket.lab.untilAccepted(socket);
    return numbersOf(socket, peer, local);
  }
  throw new HalfcloseError('NOT_OBSERVABLE', `nobody knows the sequence numbers of ${socket.name}`, {
    hint: 'its kernel has no full socket of it, and no fault of the wire has seen its segments; put one on before: lab.wire.watch({ to: … })',
  });
}

async function numbersInKernel(socket: LabSocket) {
  if (!(socket instanceof HeldSocket) || socket.agentName === undefined) return undefined;
  return socket.host.request('sequenceNumbers', { socket: socket.agentName }).catch(() => undefined);
}

async function numbersOnWire(host: LabHost, from: SocketAddress, to: SocketAddress) {
  return (await host.request('wireNumbers', { from, to })).numbers;
}
