import { row, type DoctorReport, type DoctorRow } from './report.ts';

type Backends = DoctorReport['backends'];

/** Tools without which the netns backend cannot make a host or look into it. */
const NEEDED = ['ss', 'ip'];

/** Which backends `npm test` will use, from what was found. */
export function chooseBackends(rows: readonly DoctorRow[], netns: Backends['netns'] | undefined): Backends {
  const missing = (what: string) => rows.some((found) => found.what === what && found.status === 'missing');
  return {
    netns: netns === undefined || NEEDED.some(missing) ? 'not possible' : netns,
    docker: !missing('container engine'),
  };
}

export function backendRows({ netns, docker }: Backends): DoctorRow[] {
  const how = { root: 'as root', userns: 'as an ordinary user', 'not possible': 'not possible' }[netns];
  const used = (yes: boolean) => (yes ? 'will be used' : 'will not be used');
  const runs = netns !== 'not possible';
  return [
    row('backend netns', runs ? 'ok' : 'missing', how, used(runs), 'see network namespaces, ss and ip'),
    row(
      'backend docker',
      docker ? 'ok' : 'missing',
      docker ? 'engine answers' : 'no engine',
      used(docker),
      'see container engine',
    ),
  ];
}
