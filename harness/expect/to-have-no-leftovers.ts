import { Lab } from '../lab/lab.ts';
import { LabHost } from '../lab/lab-host.ts';
import { HalfcloseError } from '../model/errors.ts';
import { leftoverHint, leftoversOn, leftoverText } from '../model/leftovers.ts';
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
  if (left.length === 0) return { says: 'yes', received: 'nothing' };
  const received = left.map((each) => leftoverText(each, lab.now())).join('\n');
  return { says: 'open', received, hint: [...new Set(left.map(leftoverHint))].join('\n') };
}
