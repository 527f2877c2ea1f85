import { requirePrivilege } from '../../backend/netns/privilege.ts';

/** The command that goes before another one so that it runs in these namespaces of a process; nothing for none of them. */
export async function enter(pid: number, namespaces: readonly string[]): Promise<string[]> {
  // An ordinary user's namespaces belong to a user namespace, without which they may not be entered.
  const user = (await requirePrivilege()) === 'root' ? [] : ['-U', '--preserve-credentials'];
  const flags = [...user, ...namespaces];
  return flags.length === 0 ? [] : ['nsenter', '-t', String(pid), ...flags];
}
