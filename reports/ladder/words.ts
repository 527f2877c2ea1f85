import { listed } from '../../harness/model/explanation/words.ts';
import { meaningOf } from '../../harness/model/explanation/reset-origin.ts';
import type { ResetCause } from '../../harness/model/reset-reason.ts';
import { lasting } from '../time-text.ts';
import { fateOf, lettingGo } from './fate.ts';
import type { SegmentEvent } from './rows.ts';
import type { Rung, RungReset, Touch } from './rung.ts';

/** `SYN ACK`; what only the kernel's trace told of has no flags. */
export function flagsText({ flags }: Rung): string {
  return flags.length === 0 ? 'segment' : flags.join(' ');
}

/** `again`, `forged`: what sets it apart from the first of its kind that a kernel sent; mostly nothing. */
export function kindText({ again, forged, isPiece }: Rung): string {
  return [isPiece && 'piece', forged && 'forged', again && 'again'].filter(Boolean).join(', ');
}

/** `seq 1 ack 1`, as captures count; `raw seq 3958895006` where the SYN was not seen. */
export function numbersText({ header, flags }: Rung): string {
  if (!header) return '';
  const { seq, ack, relativeSeq, relativeAck } = header;
  const named = (name: string, relative: number | undefined, raw: number) =>
    relative === undefined ? `raw ${name} ${String(raw)}` : `${name} ${String(relative)}`;
  return [
    named('seq', relativeSeq, seq),
    ...(flags.includes('ACK') ? [named('ack', relativeAck, ack)] : []),
  ].join(' ');
}

/** `len 5`; nothing where it has no payload. */
export function lengthText({ header }: Rung): string {
  return header && header.length > 0 ? `len ${String(header.length)}` : '';
}

/** `12.345`: milliseconds with as many digits as captures are good for. */
export function timeText(ms: number): string {
  return ms.toFixed(3);
}

/** What there is to say of a row beside the segment itself, each a clause. */
export function happenedAt({ kind, rung }: SegmentEvent): string[] {
  if (kind === 'let go') return [letGoText(rung)];
  return [
    ...(rung.times > 1 ? [`for ${String(rung.times)} half-open requests`] : []),
    ...(rung.reset ? [resetText(rung.reset)] : []),
    ...[...Map.groupBy(rung.touches, ({ fault }) => fault)].flatMap(([fault, touches]) =>
      fault === undefined ? [] : [`${fault}: ${listed(touches.filter(isNotLater).map(touchText))}`],
    ),
    ...fateTexts(rung),
  ];
}

/** `dropped`, `rejected (rst)` */
export function touchText({ verdict, detail }: Touch): string {
  return detail === undefined ? verdict : `${verdict} (${detail})`;
}

/** `RST by a call, TCP_ABORT_ON_CLOSE: it was closed with unread data` */
export function resetText({ reason, by }: RungReset): string {
  const why = reason === undefined ? 'this kernel gives no reason' : meaningOf(reason);
  return `RST ${CAUSES[by]}, ${why}`;
}

const CAUSES: Readonly<Record<ResetCause, string>> = {
  application: 'by a call',
  timer: 'by a timer',
  segment: 'in answer to a segment',
};

function letGoText(rung: Rung): string {
  const going = lettingGo(rung);
  const kept = rung.touches.find(({ fault }) => fault === going?.fault);
  if (!going || !kept) return '';
  return `${going.fault ?? 'the wire'}: ${going.verdict} after ${lasting(going.at - kept.at)}`;
}

/** What has a row of its own. */
function isNotLater({ verdict }: Touch): boolean {
  return verdict !== 'released' && verdict !== 'delivered';
}

function fateTexts(rung: Rung): string[] {
  const { header, left, came, receiver, sender, forged, touches, takenAt } = rung;
  if (!header) return ['told by the kernel’s trace alone'];
  const isCaptured = left !== undefined || came !== undefined;
  return [
    ...(fateOf(rung) === 'waiting' ? ['kept to the end'] : []),
    ...(takenAt === undefined ? [] : [`taken by ${receiver ?? 'the receiver'}`]),
    ...(isCaptured && left === undefined ? [`not captured at ${sender ?? 'its sender'}`] : []),
    ...(isCaptured && came === undefined ? [`not captured at ${receiver ?? 'its receiver'}`] : []),
    ...(!isCaptured && !forged && !rung.isPiece && touches.length > 0 ? ['not captured'] : []),
  ];
}
