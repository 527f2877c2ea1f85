import { ENTER_TRACEFS } from '../kernel/tracefs.ts';
import { attempt, type Attempt } from './attempt.ts';
import { row, type DoctorRow } from './report.ts';

/** Where it is not mounted, in a mount namespace that ends with the script: the machine's own mounts stay as they are. */
const SCRIPT = `${ENTER_TRACEFS} && cat events/sock/inet_sock_set_state/id`;

export function traceRow(result: Attempt): DoctorRow {
  const found = result.ok ? 'readable, with sock:inet_sock_set_state' : `not readable: ${result.why}`;
  const advice =
    'run as root on a kernel with CONFIG_FTRACE, or do without: states are then only sampled, with ss';
  return row(
    'tracefs',
    result.ok ? 'ok' : 'limited',
    found,
    'every change of state, RSTs with their reason',
    advice,
  );
}

export async function examineTrace(): Promise<DoctorRow[]> {
  return [traceRow(await attempt('unshare', ['-m', 'sh', '-c', SCRIPT]))];
}
