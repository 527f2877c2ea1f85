import { HalfcloseError } from '../../model/errors.ts';
import { isIpv6 } from '../../model/ip-address.ts';
import { formatAddress, type SocketAddress } from '../../model/socket-row.ts';
import type { FaultAction, SegmentSelection, WireEnd } from '../../model/wire.ts';
import type { LabHost } from '../lab-host.ts';
import { checkChoice, describeChoice, type SegmentChoice } from './segment-choice.ts';
import { resolvePlace, type ResolvedPlace } from './wire-place.ts';

/** A fault as it is to be put on the hosts that receive its segments. */
export interface FaultPlan {
  readonly selection: SegmentSelection;
  readonly action: FaultAction;
  /** The host that receives the segments; undefined where every host may, but the one they come from. */
  readonly receiver: LabHost | undefined;
  readonly sender: LabHost | undefined;
  /** For the timeline: `hold FIN from client to server`. */
  readonly what: string;
  readonly where: SegmentChoice['where'];
}

const ANYWHERE: WireEnd = { addresses: [] };

/** Raises a typed error for a choice that makes no sense or can never match. */
export function planFault(action: FaultAction, choice: SegmentChoice, hosts: readonly LabHost[]): FaultPlan {
  const call = `lab.wire.${action.kind}()`;
  const checked = checkChoice(call, choice);
  const from = choice.from && resolvePlace(choice.from, hosts);
  const to = choice.to && resolvePlace(choice.to, hosts);
  const ends = { from: endOf(call, from, to), to: endOf(call, to, from) };
  const sender = from?.host ?? hostOf(to?.peer?.address, hosts);
  const receiver = to?.host ?? hostOf(from?.peer?.address, hosts);
  if (sender && sender === receiver) {
    const why = `can never match: both ends are in host ${sender.name}, and what stays there is not on the wire`;
    throw new HalfcloseError('INVALID_OPTION', `${call} ${why}`);
  }
  if (!shareFamily(ends.from, ends.to)) {
    throw new HalfcloseError('INVALID_OPTION', `${call} can never match: one end is IPv4, the other IPv6`);
  }
  const names = [from && `from ${from.name}`, to && `to ${to.name}`].filter(Boolean).join(' ');
  const what = `${describeAction(action)} ${describeChoice(checked)} ${names}`;
  return { selection: { ...ends, ...checked }, action, receiver, sender, what, where: choice.where };
}

/** A place itself, or the other end of the one connection that the opposite place is. */
function endOf(call: string, place?: ResolvedPlace, opposite?: ResolvedPlace): WireEnd {
  const peer = opposite?.peer;
  if (!peer) return place?.end ?? ANYWHERE;
  if (place && !isAt(peer, place.end)) {
    const why = `can never match: ${opposite.name} is connected to ${formatAddress(peer)}, not to ${place.name}`;
    throw new HalfcloseError('INVALID_OPTION', `${call} ${why}`);
  }
  return { addresses: [peer.address], port: peer.port };
}

function isAt({ address, port }: SocketAddress, end: WireEnd): boolean {
  return end.addresses.includes(address) && (end.port === undefined || end.port === port);
}

function hostOf(address: string | undefined, hosts: readonly LabHost[]): LabHost | undefined {
  return address === undefined ? undefined : hosts.find((host) => host.owns(address));
}

function shareFamily(from: WireEnd, to: WireEnd): boolean {
  if (from.addresses.length === 0 || to.addresses.length === 0) return true;
  const families = from.addresses.map(isIpv6);
  return to.addresses.some((address) => families.includes(isIpv6(address)));
}

function describeAction({ kind, ...rest }: FaultAction): string {
  const numbers = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`);
  return numbers.length === 0 ? kind : `${kind} (${numbers.join(', ')})`;
}
