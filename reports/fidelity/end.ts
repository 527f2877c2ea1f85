import type { Evidence } from '../../harness/model/evidence.ts';
import type { Observation } from '../../harness/model/observation.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';
import { AT_REST } from './words.ts';

/** What one end of a connection saw, as far as it is the same every time. */
export interface EndView {
  /** Its state at each rest of the scenario. Those passed on the way are left out: whether a look catches them is chance. */
  readonly rests: readonly TcpState[];
  readonly ending: readonly ('FIN' | 'RST')[];
  /** What its application was told. */
  readonly errnos: readonly string[];
  /** What the other end wrote, and how much of that its application read. */
  readonly sent: number;
  readonly received: keyof typeof BYTES_TEXT;
}

/** How much of n bytes, as it stands in the table. Of a part it does not say how much: that is chance. */
const BYTES_TEXT = {
  all: (sent: number) => `${sent} of ${sent} bytes`,
  part: (sent: number) => `part of ${sent} bytes`,
  none: (sent: number) => `0 of ${sent} bytes`,
  more: (sent: number) => `more than ${sent} bytes`,
};

export type EndName = 'client' | 'server';

/** What that end saw, until the scenario's last rest: what comes then is the lab being taken away. Undefined where there was no such socket. */
export function viewOf({ sockets, timeline: whole }: Evidence, end: EndName): EndView | undefined {
  const timeline = whole.slice(0, whole.findLastIndex(isRest) + 1);
  if (!sockets.some(({ name, local }) => name === end && local)) return undefined;
  const application = timeline.filter((each) => each.probe === 'application' && each.socket === end);
  const errnos = application.flatMap((each) => ('errno' in each && each.errno ? [each.errno] : []));
  const read = application.reduce((sum, each) => sum + (('bytes' in each && each.bytes) || 0), 0);
  const sent = bytesWrittenBy(end === 'client' ? 'server' : 'client', timeline);
  const rests = restsOf(end, timeline);
  const sawFin = application.some((each) => 'kind' in each && each.kind === 'fin');
  const sawReset = errnos.some((errno) => RESET_ERRNOS.includes(errno)) || wasCutOff(rests);
  return {
    rests: rests.map(({ state }) => state),
    ending: [...(sawFin ? ['FIN' as const] : []), ...(sawReset ? ['RST' as const] : [])],
    errnos: [...new Set(errnos)],
    sent,
    received: read === sent ? 'all' : read > sent ? 'more' : read === 0 ? 'none' : 'part',
  };
}

/** What a RST is to an application: EPIPE in CLOSE_WAIT, ECONNREFUSED in SYN_SENT (tcp_reset). */
const RESET_ERRNOS = ['ECONNRESET', 'EPIPE', 'ECONNREFUSED'];

/** States that nothing but a RST ends while the application does nothing; the time-outs are minutes. */
const ENDED_BY_RESET: readonly TcpState[] = ['ESTABLISHED', 'FIN_WAIT2', 'CLOSE_WAIT'];

interface Rest {
  readonly state: TcpState;
  /** Whether the application ended something between the rest before and this one. */
  readonly acted: boolean;
}

/** An application that does not use its socket does not notice a RST, but the kernel forgets the socket. */
function wasCutOff(rests: readonly Rest[]): boolean {
  return rests.some(({ state, acted }, index) => {
    const before = rests[index - 1]?.state;
    return state === 'CLOSED' && !acted && before !== undefined && ENDED_BY_RESET.includes(before);
  });
}

function restsOf(end: EndName, timeline: readonly Observation[]): Rest[] {
  const rests: Rest[] = [];
  let state: TcpState | undefined;
  let acted = false;
  for (const each of timeline) {
    if (each.probe === 'ss' && each.socket === end) state = each.state;
    if (each.probe !== 'step') continue;
    acted ||= new RegExp(`^${end}\\.(sendFin|close|reset)\\(`).test(each.text);
    if (!isRest(each) || state === undefined) continue;
    rests.push({ state, acted });
    acted = false;
  }
  return rests;
}

function isRest(each: Observation): boolean {
  return each.probe === 'step' && each.text === AT_REST;
}

function bytesWrittenBy(end: EndName, timeline: readonly Observation[]): number {
  const write = new RegExp(`^${end}\\.write\\((\\d+) bytes\\)$`);
  return timeline.reduce(
    (sum, each) => sum + Number((each.probe === 'step' && write.exec(each.text)?.[1]) || 0),
    0,
  );
}

/** As it stands in the table. */
export function endText(view: EndView | undefined): string {
  if (!view) return 'no connection';
  const { rests, ending, errnos, sent, received } = view;
  const path = rests.map((state) => (state === 'CLOSED' ? 'gone' : state)).join(' → ');
  return [
    path,
    ...(ending.length > 0 ? [ending.join(' and ')] : []),
    ...errnos,
    ...(sent === 0 && received === 'all' ? [] : [BYTES_TEXT[received](sent)]),
  ].join('; ');
}
