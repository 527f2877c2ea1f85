import color from 'picocolors';
import { probeEngine } from '../backend/docker/engine.ts';
import type { BackendName } from '../backend/backend.ts';
import { examine, renderDoctorTable } from '../doctor/doctor.ts';
import type { ToxiproxyAnswer } from '../doctor/toxiproxy.ts';
import { backendNamed } from '../scenario/backends.ts';
import { tryServers } from '../scenario/try-servers.ts';
import { tryWire } from '../scenario/try-wire.ts';

/** `halfclose doctor`: what this machine offers. Ends with 0 whatever it finds: it reports, it does not judge. */
export async function doctor(options: { json?: true }): Promise<void> {
  const report = await examine(
    probeEngine,
    probeToxiproxy,
    () => tryWire(backendNamed('netns')),
    () => tryServers(backendNamed('netns')),
  );
  const text = options.json
    ? JSON.stringify(report, undefined, 2)
    : renderDoctorTable(report, color.isColorSupported);
  process.stdout.write(`${text}\n`);
}

async function probeToxiproxy(backend: BackendName): Promise<ToxiproxyAnswer> {
  try {
    return { ok: true, from: (await backendNamed(backend).toxiproxy()).from };
  } catch (error) {
    return { ok: false, why: (error as Error).message.split('\n')[0] ?? '' };
  }
}
