import { backendRows, chooseBackends } from './backends.ts';
import { engineRow } from './engine.ts';
import { examineNetwork } from './network.ts';
import { privilegeOf, privilegeRows, tryPrivileges } from './privilege.ts';
import type { DoctorReport, EngineAnswer } from './report.ts';
import { examineRuntime } from './runtime.ts';
import { examineTools } from './tools.ts';
import { examineServers, type ServersProbe } from './servers.ts';
import { examineToxiproxy, type ToxiproxyProbe } from './toxiproxy.ts';
import { examineTrace } from './trace.ts';
import { examineWire, type WireProbe } from './wire.ts';

export { renderDoctorTable } from './table.ts';

/**
 * Finds out what this machine offers by trying it, in namespaces that end with the trial: nothing is left behind.
 * Takes about a second and never rejects for what it finds.
 *
 * @param probeEngine asks the container engine for its version, within a bounded time
 * @param probeToxiproxy finds out what the hosts of a backend have the real Toxiproxy from
 * @param probeWire tries what faults on the wire need, in a host of the netns backend
 * @param probeServers starts the programs of scenarios with real servers there
 */
export async function examine(
  probeEngine: () => Promise<EngineAnswer>,
  probeToxiproxy: ToxiproxyProbe,
  probeWire: WireProbe,
  probeServers: ServersProbe,
): Promise<DoctorReport> {
  const privileges = tryPrivileges();
  const [runtime, findings, tools, network, trace, engine, toxiproxy, wire, servers] = await Promise.all([
    examineRuntime(),
    privileges,
    examineTools(),
    privileges.then((found) => examineNetwork(privilegeOf(found))),
    examineTrace(),
    probeEngine(),
    examineToxiproxy(probeToxiproxy),
    examineWire(probeWire),
    examineServers(probeServers),
  ]);
  const found = [
    ...runtime,
    ...privilegeRows(findings),
    engineRow(engine, process.env['DOCKER_HOST']),
    ...tools,
    ...network,
    ...wire,
    ...trace,
    ...toxiproxy,
    ...servers,
  ];
  const backends = chooseBackends(found, privilegeOf(findings));
  return { version: 1, backends, rows: [...found, ...backendRows(backends)] };
}
