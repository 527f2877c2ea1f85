import color from 'picocolors';
import { probeEngine } from '../backend/docker/engine.ts';
import { examine, renderDoctorTable } from '../doctor/doctor.ts';

/** `halfclose doctor`: what this machine offers. Ends with 0 whatever it finds: it reports, it does not judge. */
export async function doctor(options: { json?: true }): Promise<void> {
  const report = await examine(probeEngine);
  const text = options.json
    ? JSON.stringify(report, undefined, 2)
    : renderDoctorTable(report, color.isColorSupported);
  process.stdout.write(`${text}\n`);
}
