import type { Command, Reply } from './commands.ts';
import { Generator } from './generator.ts';
import { startServers } from './servers.ts';

/** A process of the bench: servers on an address, or clients, as the first argument says. Told what to do over IPC. */
async function main(role: string | undefined, host = ''): Promise<void> {
  if (role === 'servers') {
    tell({ value: await startServers(host) });
    return;
  }
  const generator = new Generator();
  process.on('message', ({ name, args }: Command) => {
    const command = generator[name].bind(generator) as (...args: readonly unknown[]) => Promise<unknown>;
    command(...args).then(
      (value) => tell({ value }),
      (error: unknown) => tell({ error: String(error) }),
    );
  });
  tell({ value: 'ready' });
}

function tell(reply: Reply): void {
  process.send?.(reply);
}

process.once('disconnect', () => process.exit());
void main(process.argv[2], process.argv[3]);
