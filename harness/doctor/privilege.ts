import { attempt, type Attempt } from './attempt.ts';
import { row, type DoctorRow, type Privilege } from './report.ts';

const ADVICE =
  'run as root, or allow user namespaces: sysctl -w user.max_user_namespaces=10000' +
  ' (on Ubuntu also: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0)';

export interface PrivilegeFindings {
  readonly uid: number;
  /** `unshare -n true`, and `unshare -Urn true`. */
  readonly asItself: Attempt;
  readonly inUserNamespace: Attempt;
}

/** Tries both ways in which the netns backend can make a network namespace. */
export async function tryPrivileges(): Promise<PrivilegeFindings> {
  const [asItself, inUserNamespace] = await Promise.all([
    attempt('unshare', ['-n', 'true']),
    attempt('unshare', ['-Urn', 'true']),
  ]);
  return { uid: process.getuid?.() ?? -1, asItself, inUserNamespace };
}

/** The way that will be taken, or undefined where neither works. */
export function privilegeOf({ asItself, inUserNamespace }: PrivilegeFindings): Privilege | undefined {
  if (asItself.ok) return 'root';
  return inUserNamespace.ok ? 'userns' : undefined;
}

export function privilegeRows(findings: PrivilegeFindings): DoctorRow[] {
  const { uid, asItself, inUserNamespace } = findings;
  const privilege = privilegeOf(findings);
  const status = privilege === undefined ? 'missing' : 'ok';
  const who = uid === 0 ? 'root' : `user ${uid}`;
  const may = `user namespaces ${inUserNamespace.ok ? 'work' : `do not work (${inUserNamespace.why})`}`;
  const namespaces = {
    root: 'made directly (unshare -n)',
    userns: 'made in a user namespace (unshare -Urn)',
    none: `cannot be made: ${asItself.ok ? '' : asItself.why}`,
  }[privilege ?? 'none'];
  return [
    row('privileges', status, `${who}; ${may}`, 'the netns backend needs root or user namespaces', ADVICE),
    row('network namespaces', status, namespaces, 'hosts and networks of the netns backend', ADVICE),
  ];
}
