import type { Evidence, HostEvidence, ProgramEvidence } from '../../../../harness/model/evidence.ts';
import { counted } from '../../../../harness/model/explanation/words.ts';
import { stepsText } from '../../../scenario-text/steps-text.ts';
import { plainText } from '../../../scenario-text/plain-text.ts';
import { sightingsBySocket } from '../../../scenario-text/sightings.ts';
import { Fold } from '../parts/fold.tsx';
import { Section } from '../parts/section.tsx';
import { SsRows } from './ss-rows.tsx';

/** What all of the page is made from, as it came in. */
export function RawEvidence({ evidence }: { readonly evidence: Evidence }) {
  const { programs, hosts } = evidence;
  const sockets = sightingsBySocket(evidence);
  return (
    <Section title="Raw evidence">
      <Fold summary="Timeline as text">{() => <pre>{stepsText(evidence)}</pre>}</Fold>
      {sockets.length > 0 && (
        <Fold summary={`Rows of ss, ${counted(sockets.length, 'socket')}`}>
          {() => sockets.map((socket) => <SsRows key={`${socket.host} ${socket.name}`} socket={socket} />)}
        </Fold>
      )}
      {programs.map((program, place) => (
        <Fold key={place} summary={`Program ${program.name} at ${program.host}`}>
          {() => <Program program={program} />}
        </Fold>
      ))}
      <Fold summary="Hosts and kernel parameters">
        {() => hosts.map((host) => <Host key={host.name} host={host} />)}
      </Fold>
    </Section>
  );
}

function Program({ program: { command, ended, output } }: { readonly program: ProgramEvidence }) {
  return (
    <>
      <p>
        <code>{command.join(' ')}</code> {ended === undefined ? 'ran to the end' : `ended: ${ended}`}
      </p>
      <pre>{output === '' ? '(it printed nothing)' : plainText(output)}</pre>
    </>
  );
}

function Host({ host: { name, ipv4, ipv6, sysctls, versions, identity } }: { readonly host: HostEvidence }) {
  const { pid, container } = identity;
  const own = container === undefined ? `process ${pid ?? '?'}` : `container ${container}`;
  return (
    <p>
      <strong>{name}</strong> {ipv4}, {ipv6}; {own}; Linux {versions.kernel}, node {versions.node}
      {Object.entries(sysctls).map(([parameter, value]) => (
        <code key={parameter} class="scenario-sysctl">
          {parameter} = {value}
        </code>
      ))}
    </p>
  );
}
