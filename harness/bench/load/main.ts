import type { Command, Reply } from './commands.ts';
import { Generator } from './generator.ts';
import { startServers } from './servers.ts';
import { listenForStorm, rush, serveStorm, type Storm } from './storm.ts';

/** What the processes of the bench do, by the first argument; the second is an address. Told the rest over IPC. */
const ROLES: Readonly<Record<string, (host: string) => void | Promise<void>>> = {
  servers: async (host) => tell({ value: await startServers(host) }),
  clients: () => {
    const generator = new Generator();
    process.on('message', ({ name, args }: Command) => {
      const command = generator[name].bind(generator) as (...args: readonly unknown[]) => Promise<unknown>;
      command(...args).then(
        (value) => tell({ value }),
        (error: unknown) => tell({ error: String(error) }),
      );
    });
    tell({ value: 'ready' });
  },
  'storm-server': (host) => {
    const { fd, address } = listenForStorm(host);
    // Afterwards nothing else is done here.
    tell({ value: address }, () => serveStorm(fd));
  },
  'storm-client': () => {
    process.on('message', (storm: Storm) => tell({ value: rush(storm) }));
    tell({ value: 'ready' });
  },
};

function tell(reply: Reply, then?: () => void): void {
  process.send?.(reply, undefined, undefined, then);
}

process.once('disconnect', () => process.exit());
const [, , role = '', host = ''] = process.argv;
void ROLES[role]?.(host);
