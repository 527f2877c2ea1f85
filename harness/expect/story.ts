import { completeProbes } from '../model/explanation/complete.ts';
import { explainConnections } from '../model/explanation/explain.ts';
import { wrapped } from '../model/explanation/words.ts';
import type { Question } from './question.ts';

const WIDTH = 100;

/** In plain words what happened to the connections that the question is about; no line where it is about none. */
export function storyOf({ lab, sockets }: Question): string[] {
  const names = sockets.map(({ name }) => name);
  const hosts = lab.hosts.map((host) => host.evidence());
  const explanations = explainConnections({
    hosts,
    sockets: lab.sockets.map((socket) => socket.evidence()),
    timeline: lab.recorder.timeline,
    complete: completeProbes({ trace: lab.trace.evidence(), hosts }),
  });
  return explanations
    .filter(({ ends }) => ends.some((end) => names.includes(end)))
    .flatMap(({ text }) => wrapped(text, WIDTH));
}
