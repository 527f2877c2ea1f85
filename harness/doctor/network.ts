import { attempt, type Attempt } from './attempt.ts';
import { row, type DoctorRow, type Privilege } from './report.ts';

interface Feature {
  readonly what: string;
  /** Run by `sh` in a network namespace that ends with it, so nothing has to be undone. */
  readonly script: string;
  readonly works: string;
  readonly used: string;
  readonly advice: string;
}

const FEATURES: readonly Feature[] = [
  {
    what: 'IPv6',
    script: 'ip link set lo up && ip -6 address add fd00::1/128 dev lo',
    works: 'addresses can be given',
    used: 'scenarios over IPv6',
    advice: 'boot without ipv6.disable=1; scenarios over IPv4 run without it',
  },
  {
    what: 'sysctl in a namespace',
    script: 'echo 5 > /proc/sys/net/ipv4/tcp_fin_timeout',
    works: 'can be written',
    used: 'sysctls per host',
    advice:
      '/proc/sys is read-only here, as in an unprivileged container: run outside of it, or mount it writable',
  },
  {
    what: 'connection tracking',
    script: 'cat /proc/sys/net/netfilter/nf_conntrack_tcp_timeout_time_wait',
    works: 'has times of its own here',
    used: "scenarios with `needs: 'conntrack'`",
    advice: 'modprobe nf_conntrack (CONFIG_NF_CONNTRACK), or do without: only those scenarios need it',
  },
  {
    what: 'netem',
    script: 'tc qdisc add dev lo root netem delay 1ms',
    works: 'can be set',
    used: 'beside our delays in `bench wire`',
    advice:
      'modprobe sch_netem (on Ubuntu in linux-modules-extra-$(uname -r)), or do without: lab.wire delays and loses segments itself',
  },
];

const FLAGS: Readonly<Record<Privilege, string>> = { root: '-n', userns: '-Urn' };

function featureRow(feature: Feature, result: Attempt | undefined): DoctorRow {
  const { what, works, used, advice } = feature;
  if (result === undefined)
    return row(what, 'missing', 'not tried: no namespace to try it in', used, 'see network namespaces');
  return result.ok
    ? row(what, 'ok', works, used, advice)
    : row(what, 'limited', `refused: ${result.why}`, used, advice);
}

/** Really tries each feature, in a namespace of its own. */
export function examineNetwork(privilege: Privilege | undefined): Promise<DoctorRow[]> {
  return Promise.all(
    FEATURES.map(async (feature) => {
      if (privilege === undefined) return featureRow(feature, undefined);
      return featureRow(feature, await attempt('unshare', [FLAGS[privilege], 'sh', '-c', feature.script]));
    }),
  );
}
