import { expect, type Lab, type LabSocket, type Program, type RawSocket } from 'halfclose';

const MODULES = '/usr/lib/apache2/modules';
const PAGE = 'a page\n';

/** What it cannot do without. `-X` below: one process, which stays in the foreground. */
const BASE = `
ServerRoot "\${PWD}"
ServerName httpd
Listen 80
PidFile httpd.pid
ErrorLog /dev/stderr
User nobody
Group nogroup
LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so
LoadModule authz_core_module ${MODULES}/mod_authz_core.so
DocumentRoot "\${PWD}/htdocs"
`;

/** Lines of its configuration. */
export type Settings = Readonly<Record<string, string | number>>;

/** A real Apache httpd that serves `/page`, configured as it is by default but for these settings. */
export function httpd(lab: Lab, name: string, settings: Settings = {}): Promise<Program> {
  const lines = Object.entries(settings).map(([directive, value]) => `${directive} ${String(value)}`);
  return lab.program({
    ...{ name, listens: 80 },
    command: ['apache2', '-X', '-d', '.', '-f', 'httpd.conf'],
    files: { 'httpd.conf': `${BASE}${lines.join('\n')}\n`, 'htdocs/page': PAGE },
  });
}

/** A connection to it that a scenario steers by itself. */
export async function connectedTo(lab: Lab, server: Program, name: string): Promise<RawSocket> {
  const client = await lab.rawSocket({ name });
  await client.connect(server);
  await expect(client).toReachState('ESTABLISHED');
  return client;
}

/** Asks for the page, and resolves to the whole answer once it is there. */
export async function getPage(
  client: RawSocket,
  version: '1.0' | '1.1',
  ...headers: readonly string[]
): Promise<string> {
  await client.send([`GET /page HTTP/${version}`, 'Host: httpd', ...headers, '', ''].join('\r\n'));
  let answer = '';
  do {
    const { data, errno } = await client.receive();
    expect({ errno, bytes: data.length }).toEqual({ errno: undefined, bytes: expect.any(Number) });
    expect(data.length).toBeGreaterThan(0);
    answer += data.toString();
  } while (!answer.endsWith(PAGE));
  return answer;
}

/** When it entered that state, in milliseconds since the scenario began. */
export function timeOf(socket: LabSocket, state: string): number {
  const change = socket.track.transitions().find(({ to }) => to === state);
  expect(change).toBeDefined();
  return change?.at ?? 0;
}
