import type { Evidence, FaultEvidence } from '../../harness/model/evidence.ts';
import type { WireObservation } from '../../harness/model/observation.ts';
import type { Lane, Mark, Span } from './lane.ts';
import { lasting, sinceBegin } from '../time-text.ts';
import { exactly } from './words.ts';

/** The wire's faults in their order, each with the segments that it touched; then segments that were made up. */
export function wireLanes(evidence: Evidence, end: number): Lane[] {
  const segments = evidence.timeline.filter((each) => each.probe === 'wire');
  const forged = segments.filter(({ fault }) => fault === undefined).map(segmentMark);
  return [
    ...evidence.faults.map((fault) => wireLane(fault, evidence, segments, end)),
    ...(forged.length > 0 ? [lane('forged', 'made-up segments', [], forged)] : []),
  ];
}

function lane(name: string, note: string, spans: readonly Span[], marks: readonly Mark[]): Lane {
  return { key: `wire ${name}`, group: 'faults', name, note, opens: false, spans, marks };
}

function wireLane(
  fault: FaultEvidence,
  { timeline }: Evidence,
  segments: readonly WireObservation[],
  end: number,
): Lane {
  const { name, what, at, liftedAt } = fault;
  const to = liftedAt === undefined ? exactly(end, 'end') : exactly(liftedAt);
  const until = liftedAt === undefined ? 'to the end of the scenario' : `until ${sinceBegin(liftedAt)}`;
  const words = `Fault ${name} in force from ${sinceBegin(at)} ${until}, ${lasting(to.at - at)}: ${what}`;
  const orders = timeline.flatMap((each) =>
    each.probe === 'step' && each.text.startsWith(`wire: ${name} release`) ? [orderMark(name, each)] : [],
  );
  const touched = segments.filter((each) => each.fault === name).map(segmentMark);
  const marks = [...orders, ...touched].sort((a, b) => a.at - b.at);
  return lane(
    name,
    'on the wire',
    [{ from: exactly(at), to, look: { kind: 'fault' }, label: what, words }],
    marks,
  );
}

/** `wire: hold-1 release 1` stands in the fault's lane as `release 1`. */
function orderMark(fault: string, { at, text }: { readonly at: number; readonly text: string }): Mark {
  const label = text.slice(`wire: ${fault} `.length);
  return { at, kind: 'call', label, words: `The scenario: ${text}, at ${sinceBegin(at)}` };
}

/** `FIN ACK client → server, seq 1, ack 1: held`, as captures count where the SYN was seen. */
function segmentMark(segment: WireObservation): Mark {
  const { at, flags, sender, host, verdict, length, detail } = segment;
  const numbers = [
    `seq ${String(segment.relativeSeq ?? segment.seq)}`,
    ...(flags.includes('ACK') ? [`ack ${String(segment.relativeAck ?? segment.ack)}`] : []),
    ...(length > 0 ? [`${String(length)} bytes`] : []),
  ];
  const what = `${flags.join(' ')} ${sender} → ${host}, ${numbers.join(', ')}`;
  const words = `${what}: ${verdict} at ${sinceBegin(at)}${detail === undefined ? '' : ` (${detail})`}`;
  return { at, kind: 'segment', label: `${flags.join(' ')} ${verdict}`, words };
}
