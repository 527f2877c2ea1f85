import path from 'node:path';
import { formatAddress, type SocketAddress } from '../model/socket-row.ts';
import { timelineText } from '../model/timeline-text.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabHost } from '../lab/lab-host.ts';
import type { LabSocket } from '../lab/lab-socket.ts';
import { columnsOf } from './columns.ts';
import { hostsOf, type Question } from './question.ts';
import { storyOf } from './story.ts';
import type { Outcome } from './wait.ts';

/** Why an expectation did not hold, in a fixed order: what failed, whose, expected, received, observed, told, what to do. */
export function failureMessage(question: Question, negated: boolean, outcome: Outcome): string {
  const { answer, verdict, why } = outcome;
  const story = storyOf(question);
  const rows: [string, string][] = [
    whose(question),
    ['Expected', describeExpected(question, negated)],
    ['Received', below(answer.received)],
    ...(why === undefined ? [] : [['Unproven', why] satisfies [string, string]]),
    ['Observed', `${describeLooks(outcome)}; ${describeTrace(question.lab)}\n${timelineOf(question)}`],
    ...(story.length > 0 ? [['Story', below(story.join('\n'))] satisfies [string, string]] : []),
    // Hints say what to do to get there; a negated expectation did not want to.
    ...(answer.hint && !negated ? [['Hint', below(answer.hint)] satisfies [string, string]] : []),
    ['Evidence', evidencePlace(question.lab)],
  ];
  const head = `${callText(question, negated)} ${verdict === 'unproven' ? 'is unproven, which fails it' : 'failed'}`;
  return [head, ...rows.map(([label, text]) => `  ${label.padEnd(9)} ${text}`)].join('\n');
}

function timelineOf({ lab, sockets }: Question): string {
  const observed = lab.sockets.filter(({ track }) => track.isObserved);
  const columns = columnsOf(observed, sockets);
  return timelineText(lab.recorder.timeline, columns);
}

export function callText(question: Question, negated: boolean): string {
  const { sockets, subject = sockets[0]?.name ?? 'lab', matcher, argument } = question;
  return `expect(${subject}).${negated ? 'not.' : ''}${matcher}(${argument})`;
}

function whose(question: Question): [string, string] {
  const { sockets } = question;
  if (sockets.length > 0) return ['Socket', below(sockets.map(describeSocket).join('\n'))];
  return ['Host', below(hostsOf(question).map(describeHost).join('\n'))];
}

function describeHost(host: LabHost): string {
  return `${host.name} ${host.addresses.join(', ')}`;
}

/** Further lines stand below the first. */
function below(text: string): string {
  return text.replaceAll('\n', `\n${' '.repeat(12)}`);
}

function describeExpected(question: Question, negated: boolean): string {
  return negated
    ? `not ${question.expected}, watched for ${String(question.negatedForMs)} ms`
    : `${question.expected} within ${String(question.withinMs)} ms`;
}

function describeLooks({ looks, lookErrors, lookedEveryMs }: Outcome): string {
  return `ss every ${lookedEveryMs.toFixed(0)} ms, ${String(looks)} looks, ${String(lookErrors)} errors`;
}

function describeTrace({ trace }: Lab): string {
  return trace.gap === undefined ? 'kernel trace on, 0 events lost' : `kernel trace off: ${trace.gap}`;
}

function describeSocket(socket: LabSocket): string {
  const { ends, host, lab, name } = socket;
  if (!ends) return `${name} on ${host.name}, no connection yet`;
  if (ends.peer.port === 0) return `${name} ${formatAddress(ends.local)}`;
  return `${name} ${formatAddress(ends.local)} → ${hostName(lab, ends.peer)}${formatAddress(ends.peer)}`;
}

function hostName(lab: Lab, { address }: SocketAddress): string {
  const host = lab.hosts.find((each) => each.owns(address));
  return host ? `${host.name} ` : '';
}

function evidencePlace({ evidenceFile }: Lab): string {
  return evidenceFile === undefined
    ? 'none kept: this lab was not made by scenario()'
    : path.relative(process.cwd(), evidenceFile);
}
