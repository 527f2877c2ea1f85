import { Lab } from '../lab/lab.ts';
import { LabHost } from '../lab/lab-host.ts';
import { HalfcloseError } from '../model/errors.ts';
import { floodsOn } from '../model/half-open.ts';
import { floodText, HALF_OPEN_HINT, leftoverHint, leftoversOn, leftoverText } from '../model/leftovers.ts';
import type { Answer } from '../model/verdict.ts';
import { patience, type WithinOptions } from './patience.ts';
import type { Question } from './question.ts';

/** Whether the kernels of the lab, or of one host, keep nothing of any connection: no look shows a socket but listeners. */
export function toHaveNoLeftovers(subject: unknown, options: WithinOptions = {}): Question {
  const { lab, hosts, name } = askedOf(subject);
  return {
    matcher: 'toHaveNoLeftovers',
    argument: '',
    lab,
    subject: name,
    sockets: [],
    hosts,
    expected: 'every connection gone without a trace',
    ...patience(options),
    assess: () => assess(lab, hosts),
  };
}

function askedOf(subject: unknown): { lab: Lab; hosts: readonly LabHost[]; name: string } {
  if (subject instanceof Lab) return { lab: subject, hosts: subject.hosts, name: 'lab' };
  if (subject instanceof LabHost) return { lab: subject.lab, hosts: [subject], name: `host ${subject.name}` };
  throw new HalfcloseError(
    'INVALID_OPTION',
    'toHaveNoLeftovers is asked of the lab or of a host: expect(lab), expect(server.host)',
  );
}

function assess(lab: Lab, hosts: readonly LabHost[]): Answer {
  const left = leftoversOn(
    hosts.map(({ name }) => name),
    lab.recorder.timeline,
  );
  const floods = hosts.flatMap(({ name }) => floodsOn(name, lab.recorder.timeline));
  if (left.length === 0 && floods.length === 0) return { says: 'yes', received: 'nothing' };
  const received = [...left.map((each) => leftoverText(each, lab.now())), ...floods.map(floodText)];
  const hints = [...left.map(leftoverHint), ...floods.map(() => HALF_OPEN_HINT)];
  return { says: 'open', received: received.join('\n'), hint: [...new Set(hints)].join('\n') };
}
