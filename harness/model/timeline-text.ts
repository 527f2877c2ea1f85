import { counterText } from './counter-text.ts';
import type {
  ApplicationObservation,
  HalfOpenObservation,
  Observation,
  TraceObservation,
  WireObservation,
} from './observation.ts';
import type { TcpState } from './tcp-state.ts';

const INDENT = '    ';

/**
 * The timeline as a person reads it: a column a socket, a line a moment, steps and what applications saw in between.
 * Only sockets in `columns` are shown; at most `limit` lines, the last ones.
 */
export function timelineText(
  timeline: readonly Observation[],
  columns: readonly string[],
  limit = 40,
): string {
  const traced = tracedStates(timeline);
  const moments = timeline.flatMap((observation) => {
    const text = describe(observation, columns, traced);
    return text === undefined ? [] : [{ at: observation.at, text }];
  });
  const lines = mergeCells(moments, columns).map(
    ({ at, text }) => `${INDENT}${`+${at.toFixed(0)} ms`.padEnd(9)} ${text}`,
  );
  const left = lines.length - limit;
  return left > 0
    ? [`${INDENT}… ${String(left)} earlier lines`, ...lines.slice(left)].join('\n')
    : lines.join('\n');
}

/** A change of state of one socket, or a whole line. */
type Text = string | { readonly column: string; readonly state: TcpState };

function describe(
  observation: Observation,
  columns: readonly string[],
  traced: ReadonlySet<string>,
): Text | undefined {
  if (observation.probe === 'step') return `— ${observation.text}`;
  if (observation.probe === 'counters') return counterText(observation);
  if (observation.probe === 'wire') return describeSegment(observation);
  if (observation.probe === 'half-open') return describeFlood(observation);
  if (observation.probe === 'capture' || observation.probe === 'destroy') return undefined;
  const { socket } = observation;
  if (socket === undefined || !columns.includes(socket)) return undefined;
  if (observation.probe === 'trace') return describeTraced(observation);
  if (observation.probe === 'application') return describeApplication(observation);
  // A look that the kernel's trace has told of already was over only after it.
  return traced.has(changeKey(socket, observation.state))
    ? undefined
    : { column: socket, state: observation.state };
}

/** The end of a traced socket is not always the end: a mini-socket may stay, which looks show. */
function describeTraced(observation: TraceObservation): Text | undefined {
  const { kind, socket = '' } = observation;
  if (kind === 'state')
    return observation.to === 'CLOSED' ? undefined : { column: socket, state: observation.to };
  if (kind === 'reset-sent')
    return `* ${socket}: RST sent${observation.reason === undefined ? '' : `, ${observation.reason}`}`;
  return kind === 'retransmitted' ? `* ${socket}: segment sent again` : undefined;
}

/** Every state that the kernel traced a socket enter. */
function tracedStates(timeline: readonly Observation[]): Set<string> {
  return new Set(
    timeline.flatMap((each) =>
      each.probe === 'trace' && each.kind === 'state' && each.to !== 'CLOSED'
        ? [changeKey(each.socket, each.to)]
        : [],
    ),
  );
}

function changeKey(socket: string | undefined, state: TcpState): string {
  return `${socket ?? ''} ${state}`;
}

function describeApplication({
  socket,
  kind,
  errno,
  syscall,
  detail,
}: ApplicationObservation): string | undefined {
  if (kind === 'error') return `! ${socket}: ${errno ?? 'error'}${syscall ? ` in ${syscall}` : ''}`;
  if (kind === 'toxic') return `~ ${socket}: ${detail ?? 'toxic'}`;
  return undefined;
}

/** `# hold-1: FIN ACK client → server, seq 1, ack 1: held`, as captures count where the SYN was seen. */
function describeSegment(segment: WireObservation): string {
  const { fault, flags, sender, host, relativeSeq, relativeAck, length, verdict, detail } = segment;
  const numbers = [
    `seq ${String(relativeSeq ?? segment.seq)}`,
    ...(flags.includes('ACK') ? [`ack ${String(relativeAck ?? segment.ack)}`] : []),
    ...(length > 0 ? [`${String(length)} bytes`] : []),
  ];
  const what = `${flags.join(' ')} ${sender} → ${host}, ${numbers.join(', ')}`;
  return `# ${fault === undefined ? '' : `${fault}: `}${what}: ${verdict}${detail === undefined ? '' : ` (${detail})`}`;
}

/** `= server:7000: 511 half-open requests of a flood, from 511 addresses`. */
function describeFlood({ host, local, entries, addresses }: HalfOpenObservation): string {
  const from = entries === 0 ? '' : `, from ${String(addresses)} addresses`;
  return `= ${host}:${String(local.port)}: ${String(entries)} half-open requests of a flood${from}`;
}

/** Puts changes of state that one look showed together onto one line, and leaves out what is no change. */
function mergeCells(
  moments: readonly { at: number; text: Text }[],
  columns: readonly string[],
): { at: number; text: string }[] {
  const width = new Map(columns.map((column) => [column, column.length + 'ESTABLISHED'.length + 3]));
  const lines: { at: number; text: string; cells?: Map<string, string> }[] = [];
  const last = new Map<string, TcpState>();
  for (const { at, text } of moments) {
    if (typeof text === 'string') {
      lines.push({ at, text });
      continue;
    }
    if (last.get(text.column) === text.state) continue;
    last.set(text.column, text.state);
    const previous = lines.at(-1);
    const joins =
      previous?.cells && Math.round(previous.at) === Math.round(at) && !previous.cells.has(text.column);
    const line = joins ? previous : { at, text: '', cells: new Map<string, string>() };
    if (!joins) lines.push(line);
    line.cells?.set(text.column, `${text.column} ${text.state === 'CLOSED' ? 'gone' : text.state}`);
    line.text = columns
      .map((column) => (line.cells?.get(column) ?? '').padEnd(width.get(column) ?? 0))
      .join('')
      .trimEnd();
  }
  return lines;
}
