import { KernelTrace } from '../lab/kernel-trace.ts';
import { EXIT_FAILED } from '../model/exit-codes.ts';
import { backendNamed } from './backends.ts';
import { isNeed, type Need } from './needs.ts';
import { tryInHost } from './try-in-host.ts';
import { tryServers } from './try-servers.ts';
import { tryWire } from './try-wire.ts';

/** A parameter that a namespace has where its kernel can track connections. */
const OF_CONNTRACK = 'net.netfilter.nf_conntrack_tcp_timeout_time_wait';

/**
 * The program that tells what hosts of a backend lack of something that a scenario needs: nothing, or one line and
 * an exit code. Its arguments are the need and the backend. A program of its own, since Jest wants to know when a test is declared, which
 * cannot wait for a host or an engine.
 */
const LACKS: Readonly<Record<Need, (backend: string) => Promise<string>>> = {
  toxiproxy: async (backend) => {
    await backendNamed(backend).toxiproxy();
    return '';
  },
  wire: async (backend) => {
    const parts = await tryWire(backendNamed(backend));
    const missing = parts.find(({ lack }) => lack !== undefined);
    return missing ? `no ${missing.part} here: ${missing.lack ?? ''}` : '';
  },
  trace: async (backend) => {
    const trace = KernelTrace.join(backendNamed(backend));
    await trace.ready;
    trace.leave();
    return trace.gap === undefined ? '' : `no kernel trace here: ${trace.gap}`;
  },
  capture: async (backend) => {
    const begun = await tryInHost(backendNamed(backend), ({ agent }) => agent.request('captureStart', {}));
    return begun.on ? '' : `nothing is captured here: ${begun.why}`;
  },
  servers: async (backend) => {
    const missing = (await tryServers(backendNamed(backend))).find(({ lack }) => lack !== undefined);
    return missing ? `no ${missing.debianPackage} here: ${missing.lack ?? ''}` : '';
  },
  conntrack: async (backend) => {
    const read = await tryInHost(backendNamed(backend), ({ agent }) =>
      agent.request('readSysctl', { name: OF_CONNTRACK }),
    );
    return read.value === undefined ? `no connection tracking here: hosts have no ${OF_CONNTRACK}` : '';
  },
};

/** Where even trying fails. */
const UNTRIED: Readonly<Record<Need, (error: Error) => string>> = {
  toxiproxy: () => 'no Toxiproxy here',
  wire: ({ message }) => `no wire could be tried here: ${message}`,
  trace: ({ message }) => `no kernel trace could be tried here: ${message}`,
  capture: ({ message }) => `no capture could be tried here: ${message}`,
  servers: ({ message }) => `no servers could be tried here: ${message}`,
  conntrack: ({ message }) => `no connection tracking could be tried here: ${message}`,
};

const [need = '', backend = ''] = process.argv.slice(2);
if (isNeed(need)) {
  void LACKS[need](backend)
    .catch((error: unknown) => {
      process.stderr.write(`${(error as Error).message}\n`);
      return UNTRIED[need](error as Error);
    })
    .then((lack) => {
      process.stdout.write(lack.split('\n')[0] ?? '');
      process.exitCode = lack === '' ? 0 : EXIT_FAILED;
    });
}
