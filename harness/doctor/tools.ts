import { attempt, whereIs } from './attempt.ts';
import { row, type DoctorRow } from './report.ts';

interface Tool {
  readonly name: string;
  readonly versionFlag: string;
  readonly debianPackage: string;
  readonly used: string;
}

const TOOLS: readonly Tool[] = [
  { name: 'ss', versionFlag: '-V', debianPackage: 'iproute2', used: 'looks at every socket of a host' },
  {
    name: 'ip',
    versionFlag: '-V',
    debianPackage: 'iproute2',
    used: 'makes the networks of the netns backend',
  },
  { name: 'tc', versionFlag: '-V', debianPackage: 'iproute2', used: 'sets netem in `bench wire`' },
  { name: 'nft', versionFlag: '-v', debianPackage: 'nftables', used: 'not used yet' },
  { name: 'iptables', versionFlag: '-V', debianPackage: 'iptables', used: 'queues segments for lab.wire' },
  {
    name: 'tcpdump',
    versionFlag: '--version',
    debianPackage: 'tcpdump',
    used: 'captures what passes the network device of a host',
  },
];

/** The version in what a tool prints about itself: the first dotted number, or else the first line's last word. */
export function versionIn(output: string): string {
  const [firstLine = ''] = output.split('\n');
  return /\d+(?:\.\d+)+/.exec(firstLine)?.[0] ?? firstLine.split(/\s+/).at(-1) ?? '';
}

function toolRow(tool: Tool, path: string | undefined, output: string | undefined): DoctorRow {
  const advice = `./setup, or: apt-get install ${tool.debianPackage}`;
  if (path === undefined) return row(tool.name, 'missing', 'not installed', tool.used, advice);
  if (output === undefined) return row(tool.name, 'missing', `${path} does not run`, tool.used, advice);
  return row(tool.name, 'ok', `${versionIn(output)} at ${path}`, tool.used, advice);
}

export function examineTools(): Promise<DoctorRow[]> {
  return Promise.all(
    TOOLS.map(async (tool) => {
      const path = await whereIs(tool.name);
      if (path === undefined) return toolRow(tool, path, undefined);
      const answer = await attempt(path, [tool.versionFlag]);
      return toolRow(tool, path, answer.ok ? answer.output : undefined);
    }),
  );
}
