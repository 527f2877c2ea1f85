import type { WirePart } from '../model/wire.ts';
import { row, type DoctorRow } from './report.ts';

/** Tries what faults on the wire need, in a host that is gone afterwards. Rejects where there can be no host. */
export type WireProbe = () => Promise<readonly WirePart[]>;

const KERNEL = 'lab.wire cannot do without it; all else can';

const ADVICE: Readonly<Record<string, string>> = {
  koffi:
    '`npm ci` on this machine: koffi has a native part for each platform, which is not copied from another',
  'netfilter queue': `modprobe nfnetlink_queue (CONFIG_NETFILTER_NETLINK_QUEUE): ${KERNEL}`,
  'queue rule, IPv4': `apt-get install iptables, modprobe xt_NFQUEUE (CONFIG_NETFILTER_XT_TARGET_NFQUEUE): ${KERNEL}`,
  'queue rule, IPv6': `apt-get install iptables, modprobe ip6_tables xt_NFQUEUE (CONFIG_IP6_NF_IPTABLES): ${KERNEL}`,
  'raw sockets': `allow CAP_NET_RAW, in user namespaces too: ${KERNEL}`,
};

const FORGES = 'segments made up: inject, duplicate, reject';

export async function examineWire(probe: WireProbe): Promise<DoctorRow[]> {
  try {
    return (await probe()).map(partRow);
  } catch (error) {
    const [why = ''] = (error as Error).message.split('\n');
    return [row('wire', 'missing', `not tried: ${why}`, 'lab.wire', 'see network namespaces, ss and ip')];
  }
}

function partRow({ part, lack }: WirePart): DoctorRow {
  const used = part === 'raw sockets' ? FORGES : 'lab.wire: segments held, dropped, delayed';
  return row(part, lack === undefined ? 'ok' : 'limited', lack ?? 'works', used, ADVICE[part] ?? KERNEL);
}
