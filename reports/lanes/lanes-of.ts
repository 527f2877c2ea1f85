import type { Evidence, SocketEvidence } from '../../harness/model/evidence.ts';
import type { Observation } from '../../harness/model/observation.ts';
import { formatAddress } from '../../harness/model/socket-row.ts';
import { brokeMark } from './broke-mark.ts';
import { halfOpenLanes, hostLanes } from './host-lanes.ts';
import type { Lane } from './lane.ts';
import { programLanes } from './program-lanes.ts';
import { scenarioMarks } from './scenario-marks.ts';
import { socketMarks } from './socket-marks.ts';
import { connectionsOf } from './socket-order.ts';
import { stateSpans } from './state-spans.ts';
import { toxicLanes } from './toxic-lanes.ts';
import { wireLanes } from './wire-lanes.ts';

interface Lanes {
  readonly lanes: readonly Lane[];
  /** The last moment of all, in milliseconds since the scenario began. */
  readonly end: number;
}

/** Everything of a scenario that is drawn over time, in the order in which it is drawn. */
export function lanesOf(evidence: Evidence): Lanes {
  const { timeline, sockets, durationMs } = evidence;
  const bySocket = Map.groupBy(timeline, ownerAmong(sockets));
  // A host's clock is known to some milliseconds, so that what it tells last may lie after the end.
  const own = timeline.filter((each) => each.probe !== 'ss' || each.socket !== undefined);
  const end = own.reduce((latest, { at }) => Math.max(latest, at), durationMs);
  const lanes = [
    scenarioLane(evidence, bySocket.get(undefined) ?? []),
    ...socketLanes(sockets, bySocket, end),
    ...opening(halfOpenLanes(evidence, end)),
    ...opening([...wireLanes(evidence, end), ...toxicLanes(evidence, end)]),
    ...opening(programLanes(evidence, end)),
    ...opening(hostLanes(evidence)),
  ];
  return { lanes, end };
}

/** The first lane of a group opens it. */
function opening(lanes: readonly Lane[]): Lane[] {
  return lanes.map((lane, index) => ({ ...lane, opens: index === 0 }));
}

function socketLanes(
  sockets: readonly SocketEvidence[],
  bySocket: ReadonlyMap<string | undefined, readonly Observation[]>,
  end: number,
): Lane[] {
  return connectionsOf(sockets).flatMap((connection) =>
    opening(connection.map((socket) => socketLane(socket, bySocket.get(socket.name) ?? [], end))),
  );
}

function socketLane(socket: SocketEvidence, own: readonly Observation[], end: number): Lane {
  const { name, host, local } = socket;
  const sightings = own.filter((each) => each.probe === 'ss');
  const note = local ? `${host} ${formatAddress(local)}` : host;
  const spans = stateSpans(socket, sightings, end);
  const lane = { key: `socket ${name}`, group: 'sockets' as const, name, note, opens: false };
  return { ...lane, spans, marks: socketMarks(name, own) };
}

function scenarioLane(evidence: Evidence, others: readonly Observation[]): Lane {
  const { expectations, programs, scenario } = evidence;
  const started = new Set(programs.map(({ name, command }) => `${name}: ${command.join(' ')}`));
  const steps = others
    .filter((each) => each.probe === 'step')
    .filter(({ text }) => !started.has(text) && !TOLD_ELSEWHERE.test(text));
  const lane = { key: 'scenario', group: 'scenario' as const, name: 'scenario', note: '', opens: false };
  return {
    ...lane,
    note: scenario.file.replace(/^.*\//, ''),
    spans: [],
    marks: [...scenarioMarks(steps, expectations), ...brokeMark(evidence)],
  };
}

/** Where a fault is armed and lifted and what it lets go is in its own lane; a program's end in the program's. */
const TOLD_ELSEWHERE = /^wire: (?!forged |flood-)|^\S+ ended: /;

/** Whose an observation is: a step's such as `client.sendFin()` is that socket's. */
function ownerAmong(sockets: readonly SocketEvidence[]): (observation: Observation) => string | undefined {
  const names = new Set(sockets.map(({ name }) => name));
  return (observation) => {
    if (observation.probe === 'step') return callee(observation.text, names);
    return 'socket' in observation ? observation.socket : undefined;
  };
}

/** What stands before one of the text's dots, where that is a socket's name: names may have dots themselves. */
function callee(text: string, names: ReadonlySet<string>): string | undefined {
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1))
    if (names.has(text.slice(0, dot))) return text.slice(0, dot);
  return undefined;
}
