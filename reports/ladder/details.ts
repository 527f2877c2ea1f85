import { formatAddress, type SocketAddress } from '../../harness/model/socket-row.ts';
import type { Rung } from './rung.ts';
import { flagsText, kindText, lengthText, resetText, timeText, touchText } from './words.ts';

/** A name and its value; several values where it has a list. */
export interface Detail {
  readonly what: string;
  readonly values: readonly string[];
}

/** Everything that is known of a rung, in the order in which one asks for it. */
export function detailsOf(rung: Rung): Detail[] {
  const { sender, receiver, from, to, left, came, takenAt, touches, reset } = rung;
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['Segment', [[flagsText(rung), lengthText(rung), kindText(rung)].filter(Boolean).join(', ')]],
    ['From', [endOf(sender, from)]],
    ['To', [endOf(receiver, to)]],
    [`Left ${sender ?? 'its sender'}`, [momentOf(left)]],
    [`Came to ${receiver ?? 'its receiver'}`, [momentOf(came)]],
    ...headerLines(rung),
    ['On the wire', touches.map((each) => `${momentOf(each.at)} ${each.fault ?? ''} ${touchText(each)}`)],
    [
      'Kernel’s trace',
      reset ? [`${resetText(reset)}${reset.state ? `; socket in ${reset.state}` : ''}`] : [],
    ],
    ['Taken by its socket', takenAt === undefined ? [] : [momentOf(takenAt)]],
    ['Wireshark filter', filterOf(rung)],
  ];
  return lines.flatMap(([what, values]) => (values.length > 0 ? [{ what, values }] : []));
}

function headerLines({ header, flags }: Rung): [string, string[]][] {
  if (!header) return [];
  const { seq, ack, relativeSeq, relativeAck, window, headerLength, options, connection = 1 } = header;
  return [
    ['Sequence number', [numberText(relativeSeq, seq)]],
    ['Acknowledgement', flags.includes('ACK') ? [numberText(relativeAck, ack)] : []],
    // RFC 7323 section 2.2: the window of a SYN is never scaled; that of others is, by what both SYNs have agreed on.
    [
      'Window',
      window === undefined ? [] : [`${String(window)}${flags.includes('SYN') ? '' : ', before scaling'}`],
    ],
    ['Header', headerLength === undefined ? [] : [`${String(headerLength)} bytes`]],
    ['Options', options && options.length > 0 ? [options.join(', ')] : []],
    ['Connection', connection > 1 ? [`number ${String(connection)} between these ends`] : []],
  ];
}

/** `1 (3958895007 on the wire)` */
function numberText(relative: number | undefined, raw: number): string {
  return relative === undefined
    ? `${String(raw)} on the wire`
    : `${String(relative)} (${String(raw)} on the wire)`;
}

function endOf(host: string | undefined, address: SocketAddress): string {
  return host === undefined ? formatAddress(address) : `${host}, ${formatAddress(address)}`;
}

function momentOf(ms: number | undefined): string {
  return ms === undefined ? 'not captured' : `+${timeText(ms)} ms`;
}

/** Finds it in `capture.pcapng`: as often as hosts captured it, and as it was sent. */
function filterOf({ header, left, came, from, to }: Rung): string[] {
  if (!header || (left === undefined && came === undefined)) return [];
  const { seq } = header;
  const ports = `tcp.srcport == ${String(from.port)} && tcp.dstport == ${String(to.port)}`;
  return [`${ports} && tcp.seq_raw == ${String(seq)}`];
}
