import { explainConnections } from '../model/explanation/explain.ts';
import { wrapped } from '../model/explanation/words.ts';
import type { Question } from './question.ts';

const WIDTH = 100;

/** In plain words what happened to the connections that the question is about; no line where it is about none. */
export function storyOf({ lab, sockets }: Question): string[] {
  const names = sockets.map(({ name }) => name);
  const explanations = explainConnections({
    hosts: lab.hosts.map((host) => host.evidence()),
    sockets: lab.sockets.map((socket) => socket.evidence()),
    timeline: lab.recorder.timeline,
    complete: lab.trace.gap === undefined ? ['trace'] : [],
  });
  return explanations
    .filter(({ ends }) => ends.some((end) => names.includes(end)))
    .flatMap(({ text }) => wrapped(text, WIDTH));
}
