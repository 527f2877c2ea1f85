import type { ServerLack } from '../model/server-programs.ts';
import { row, type DoctorRow } from './report.ts';

/** Starts the programs of scenarios with real servers, in a host that is gone afterwards. Rejects where there can be none. */
export type ServersProbe = () => Promise<readonly ServerLack[]>;

const WITHOUT = "or do without: only scenarios with `needs: 'servers'` need it";

export async function examineServers(probe: ServersProbe): Promise<DoctorRow[]> {
  try {
    return (await probe()).map(({ debianPackage, used, lack }) =>
      row(
        debianPackage,
        lack === undefined ? 'ok' : 'limited',
        lack ?? 'runs in a host',
        used,
        `./setup, or: apt-get install --no-install-recommends ${debianPackage}; ${WITHOUT}`,
      ),
    );
  } catch (error) {
    const [why = ''] = (error as Error).message.split('\n');
    return [
      row('servers', 'missing', `not tried: ${why}`, 'real servers', 'see network namespaces, ss and ip'),
    ];
  }
}
