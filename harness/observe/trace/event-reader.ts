import { addressText } from '../../model/ip-address.ts';
import type { ResetCause } from '../../model/reset-reason.ts';
import type { SocketAddress } from '../../model/socket-row.ts';
import type { TcpState } from '../../model/tcp-state.ts';
import { fieldOf, type EventFormat } from './event-format.ts';
import type { TraceEvent } from './trace-event.ts';

const PROTOCOL_TCP = 6;
const AF_INET = 2;
const NS_PER_MS = 1e6;
/** include/linux/trace_events.h */
const TRACE_FLAG_SOFTIRQ = 0x10;

/** By number, include/net/tcp_states.h: part of what the kernel promises to its users (inet_diag). */
const STATES: readonly (TcpState | undefined)[] = [
  undefined,
  ...(['ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'] as const),
  ...(['CLOSED', 'CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING', 'SYN_RECV'] as const),
];

/** Reads one kind of event out of a page of the trace. */
export interface EventReader {
  /** The local address as the kernel has it: see `addressKey`. Undefined for what is no TCP. */
  readonly owner: (page: Buffer, at: number) => string | undefined;
  readonly read: (page: Buffer, at: number, timeNs: number) => TraceEvent;
}

/** What an address is in the trace, IPv4 as IPv6 maps it (RFC 4291 section 2.5.5.2): sixteen bytes as Latin-1. */
export function addressKey(bytes: Buffer): string {
  const mapped = bytes.length === 4 ? Buffer.concat([V4_MAPPED, bytes]) : bytes;
  return mapped.toString('latin1');
}

const V4_MAPPED = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);

export function readerFor(format: EventFormat): EventReader {
  if (format.name === 'tcp_send_reset') return resetReader(format);
  if (format.name === 'inet_sock_set_state') return changeReader(format);
  const kind = format.name === 'tcp_receive_reset' ? 'reset-received' : 'retransmitted';
  const owner = ownerBySixteenBytes(format);
  // A retransmission that did not come about is traced too, where the segment still waits in a queue of the host's for
  // example (__tcp_retransmit_skb; discoveries/traced-retransmissions-that-failed.md).
  const error = format.fields.get('err')?.offset;
  return {
    owner: (page, at) =>
      error !== undefined && page.readInt32LE(at + error) !== 0 ? undefined : owner(page, at),
    read: ((facts) => (page, at, time) => ({ kind, ...facts(page, at, time) }))(factsOf(format)),
  };
}

function changeReader(format: EventFormat): EventReader {
  const [from, to] = [fieldOf(format, 'oldstate').offset, fieldOf(format, 'newstate').offset];
  const protocol = fieldOf(format, 'protocol').offset;
  const facts = factsOf(format);
  const owner = ownerBySixteenBytes(format);
  return {
    owner: (page, at) => (page.readUInt16LE(at + protocol) === PROTOCOL_TCP ? owner(page, at) : undefined),
    read: (page, at, time) => ({
      kind: 'state',
      ...facts(page, at, time),
      from: stateAt(page, at + from) ?? 'CLOSED',
      to: stateAt(page, at + to) ?? 'CLOSED',
    }),
  };
}

function ownerBySixteenBytes(format: EventFormat): EventReader['owner'] {
  const { offset } = fieldOf(format, 'saddr_v6');
  return (page, at) => page.toString('latin1', at + offset, at + offset + 16);
}

/** Of the events that carry both ports and both addresses as numbers. */
function factsOf(format: EventFormat) {
  const place = (name: string) => fieldOf(format, name).offset;
  const [sk, family, sport, dport] = [place('skaddr'), place('family'), place('sport'), place('dport')];
  const [source, destination] = [place('saddr_v6'), place('daddr_v6')];
  return (page: Buffer, at: number, timeNs: number) => {
    const v4 = page.readUInt16LE(at + family) === AF_INET;
    const end = (address: number, port: number): SocketAddress => ({
      address: addressText(page.subarray(at + address + (v4 ? 12 : 0), at + address + 16)),
      port: page.readUInt16LE(at + port),
    });
    return {
      at: timeNs / NS_PER_MS,
      sk: page.readBigUInt64LE(at + sk),
      local: end(source, sport),
      peer: end(destination, dport),
    };
  };
}

/** Its addresses are a `struct sockaddr_in` or `sockaddr_in6`; its reason is there from kernel 6.10 on. */
function resetReader(format: EventFormat): EventReader {
  const place = (name: string) => fieldOf(format, name).offset;
  const [sk, state] = [place('skaddr'), place('state')];
  const causeAt = causeReader(format);
  const [source, destination] = [place('saddr'), place('daddr')];
  const reasonAt = format.fields.get('reason')?.offset;
  const reasons = format.names('reason');
  return {
    owner: (page, at) => addressKey(socketAddressBytes(page, at + source)),
    read: (page, at, timeNs) => ({
      kind: 'reset-sent',
      at: timeNs / NS_PER_MS,
      sk: page.readBigUInt64LE(at + sk),
      local: socketAddress(page, at + source),
      peer: socketAddress(page, at + destination),
      state: stateAt(page, at + state),
      by: causeAt(page, at),
      reason: reasonAt === undefined ? undefined : reasons.get(page.readUInt32LE(at + reasonAt)),
    }),
  };
}

/** The kernel's words for why it sends RST, but for the mark at the end of their list. */
export function reasonsIn(format: EventFormat): readonly string[] {
  return [...format.names('reason').values()].filter((name) => name !== 'MAX');
}

/**
 * What answers a segment carries it (skbaddr). Timers send their RST in a softirq, before the socket is CLOSED
 * (tcp_keepalive_timer, tcp_out_of_resources), as nothing does that a call has the kernel do.
 */
function causeReader(format: EventFormat): (page: Buffer, at: number) => ResetCause {
  const place = (name: string) => fieldOf(format, name).offset;
  const [flags, skb, state] = [place('common_flags'), place('skbaddr'), place('state')];
  return (page, at) => {
    if (page.readBigUInt64LE(at + skb) !== 0n) return 'segment';
    const inSoftirq = (page.readUInt8(at + flags) & TRACE_FLAG_SOFTIRQ) !== 0;
    return inSoftirq && stateAt(page, at + state) !== 'CLOSED' ? 'timer' : 'application';
  };
}

function socketAddressBytes(page: Buffer, at: number): Buffer {
  return page.readUInt16LE(at) === AF_INET ? page.subarray(at + 4, at + 8) : page.subarray(at + 8, at + 24);
}

function socketAddress(page: Buffer, at: number): SocketAddress {
  return { address: addressText(socketAddressBytes(page, at)), port: page.readUInt16BE(at + 2) };
}

function stateAt(page: Buffer, at: number): TcpState | undefined {
  return STATES[page.readInt32LE(at)];
}
