import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { monotonicMs } from '../../model/clock.ts';
import { API_VERSION } from '../api/routes.ts';
import type { SocketRow } from '../../model/socket-row.ts';
import { createProxyControl, type ProxyControl, type ProxyControlOptions } from '../proxy-control.ts';
import { invalidConfig, readConfig } from './config.ts';
import { logEvents } from './event-log.ts';
import { ApiServer } from './http-server.ts';
import type { MetricsChoice } from './metrics.ts';

export interface StandaloneOptions {
  readonly host: string;
  /** 0: the kernel chooses. */
  readonly port: number;
  /** Toxiproxy's configuration file. Default: starts without proxies. */
  readonly config?: string | undefined;
  readonly seed: number;
  readonly metrics: MetricsChoice;
  /** Of this program; clients are told Toxiproxy's. */
  readonly version: string;
  readonly log: Logger;
  /** What the kernel shows of the sockets here. */
  readonly look: () => Promise<readonly SocketRow[]>;
}

export interface Standalone {
  /** Stops listening, answers what was asked before, closes all proxies and their connections. */
  stop(): Promise<void>;
}

/** The proxy as a program of its own. Raises ADDRESS_IN_USE, INVALID_OPTION or INVALID_CONFIG; nothing runs then. */
export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { host, port, config, seed, metrics, version, log, look } = options;
  const proxies = config === undefined ? undefined : await readConfig(config);
  const control = createProxyControl({
    ...{ emit: logEvents(log), tellsAll: false, now: monotonicMs, seed, look },
    ...(await metricsOption(metrics)),
  });
  // Whoever finds the API answering finds the configured proxies too.
  let open: () => void = () => undefined;
  const configured = new Promise<void>((resolve) => (open = resolve));
  const answers = new Set<ReturnType<ProxyControl['handle']>>();
  const handle = async (request: Parameters<ProxyControl['handle']>[0]) => {
    await configured;
    const answer = control.handle(request);
    answers.add(answer);
    return answer.finally(() => answers.delete(answer));
  };
  const server = await ApiServer.open({ host, port, handle, log });
  const stop = async () => {
    server.stopListening();
    await Promise.all(answers);
    // By the next turn of the event loop they are written too.
    await setImmediate();
    await control.close();
    await server.close();
  };
  log.info({ version, api: API_VERSION, seed, event: 'start' }, 'Starting halfclose proxy');
  try {
    if (config !== undefined && proxies !== undefined) await populate(control, config, proxies, log);
  } catch (error) {
    await stop();
    throw error;
  }
  open();
  log.info({ address: server.address, event: 'listening' }, 'HTTP API is listening');
  return { stop };
}

/** Loaded where it is asked for: the library takes as much memory as some hundred connections. */
async function metricsOption(choice: MetricsChoice): Promise<Pick<ProxyControlOptions, 'metrics'>> {
  if (!choice.proxy && !choice.runtime) return {};
  const { metricsPage } = await import('./metrics.ts');
  return { metrics: (traffic) => metricsPage(choice, traffic) };
}

async function populate(control: ProxyControl, file: string, body: string, log: Logger): Promise<void> {
  const answer = await control.handle({ method: 'POST', path: '/populate', headers: {}, body });
  const { error, proxies } = JSON.parse(answer.body) as { error?: string; proxies: unknown[] | null };
  if (error !== undefined) throw invalidConfig(file, error);
  log.info(
    { config: file, proxies: proxies?.length ?? 0, event: 'populated' },
    'Populated proxies from file',
  );
}
