import { row, type DoctorRow } from './report.ts';

/** What the hosts of one backend have the real Toxiproxy from, or why they cannot have it and what to do. */
export type ToxiproxyAnswer =
  { readonly ok: true; readonly from: string } | { readonly ok: false; readonly why: string };

/** Never rejects; asked for each backend. */
export type ToxiproxyProbe = (backend: 'netns' | 'docker') => Promise<ToxiproxyAnswer>;

export function examineToxiproxy(probe: ToxiproxyProbe): Promise<DoctorRow[]> {
  return Promise.all(
    (['netns', 'docker'] as const).map(async (name) => toxiproxyRow(name, await probe(name))),
  );
}

function toxiproxyRow(backend: string, answer: ToxiproxyAnswer): DoctorRow {
  return row(
    `Toxiproxy on ${backend}`,
    answer.ok ? 'ok' : 'limited',
    answer.ok ? answer.from : answer.why,
    "lab.proxy({ engine: 'toxiproxy' })",
    backend === 'docker'
      ? './setup --toxiproxy --docker, or do without: only comparisons need it'
      : './setup --toxiproxy, or do without: only comparisons need it',
  );
}
