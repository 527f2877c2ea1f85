import color from 'picocolors';
import type { Evidence, SocketEvidence } from '../harness/model/evidence.ts';
import { completeProbes } from '../harness/model/explanation/complete.ts';
import { explainConnections } from '../harness/model/explanation/explain.ts';
import { wrapped } from '../harness/model/explanation/words.ts';
import { formatAddress } from '../harness/model/socket-row.ts';
import { timelineText } from '../harness/model/timeline-text.ts';

const WIDTH = 110;

/**
 * One scenario for a program: what it is called, what came of it, the states that a probe saw at each socket, and the
 * whole path with what is only implied in brackets.
 */
export function summarise({ scenario, backend, verdict, sockets }: Evidence) {
  const ofEach = <T>(tell: (transitions: SocketEvidence['transitions']) => T): Record<string, T> =>
    Object.fromEntries(connections(sockets).map(({ name, transitions }) => [name, tell(transitions)]));
  return {
    name: scenario.name,
    backend,
    verdict,
    states: ofEach((path) => path.filter(({ seenBy }) => seenBy.length > 0).map(({ to }) => to)),
    paths: ofEach(describeTransitions),
  };
}

/** One scenario for a person: its verdict, the path of each socket with what is only implied in brackets, each connection in words, its timeline. */
export function renderScenario(evidence: Evidence): string {
  const { scenario, backend, verdict, hosts } = evidence;
  const sockets = connections(evidence.sockets);
  const mark = verdict === 'held' ? color.green('held') : color.red(verdict ?? 'no verdict');
  const ends = sockets.map(({ name, local, peer, transitions }) => {
    const where = local && peer ? `${formatAddress(local)} → ${formatAddress(peer)}` : 'never connected';
    return `    ${name.padEnd(18)} ${where.padEnd(38)} ${describeTransitions(transitions)}`;
  });
  const stories = explainConnections({ ...evidence, complete: completeProbes(evidence) });
  return [
    `${mark}  ${color.bold(scenario.name)}  ${color.dim(`${backend}, kernel ${hosts[0]?.versions.kernel ?? '?'}, ${describeSources(evidence)}`)}`,
    ...ends,
    ...evidence.disagreements.map((line) => color.red(`    probes disagree: ${line}`)),
    ...stories.flatMap(({ text }) => ['', ...wrapped(text, WIDTH).map((line) => `    ${line}`)]),
    '',
    timelineOf(evidence),
    '',
  ].join('\n');
}

/** The timeline of one scenario, a column a socket. */
export function timelineOf({ sockets, timeline }: Evidence): string {
  return timelineText(
    timeline,
    connections(sockets).map(({ name }) => name),
  );
}

/** Whether states between two looks can be missing. */
function describeSources({ trace }: Evidence): string {
  return trace.state === 'on' ? 'traced' : `states sampled, kernel trace ${trace.state}: ${trace.why ?? ''}`;
}

function describeTransitions(transitions: SocketEvidence['transitions']): string {
  const names = transitions.map(({ to, seenBy }) => {
    const name = to === 'CLOSED' ? 'gone' : to;
    return seenBy.length === 0 ? `(${name})` : name;
  });
  return names.join(' → ');
}

/** The sockets of connections; a listener's story is always the same. */
function connections(sockets: readonly SocketEvidence[]): SocketEvidence[] {
  return sockets.filter(({ role }) => role !== 'listener');
}
