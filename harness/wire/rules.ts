import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { isIpv6 } from '../model/ip-address.ts';
import type { WireEnd } from '../model/wire.ts';

const run = promisify(execFile);

/** Hosts have one interface towards the lab; what stays inside a host is not on the wire. */
const INTERFACE = 'eth0';
/**
 * Where a packet is before its socket is looked up (ip_rcv_finish, early demux). One that waits farther up is handed to
 * the socket of the time when it came, even if that is closed by now (discoveries/early-demux.md).
 */
const TABLE = 'raw';
const CHAIN = 'PREROUTING';
const COMMANDS = { ipv4: 'iptables', ipv6: 'ip6tables' } as const;
type Family = keyof typeof COMMANDS;

/** The rules that send segments between two ends to a queue, one for every pair of addresses of one family. */
export interface RuleSet {
  remove(): Promise<void>;
}

/**
 * Sends what comes in from one end for the other to a queue. On the receiver's input, because a drop on the sender's
 * output is told to the sending TCP as an error, which changes what it does (`__tcp_transmit_skb`).
 */
export async function addRules(from: WireEnd, to: WireEnd, queue: number): Promise<RuleSet> {
  const rules = pairs(from, to).map(({ family, match }) => ({
    family,
    rule: [CHAIN, '-i', INTERFACE, '-p', 'tcp', ...match, '-j', 'NFQUEUE', '--queue-num', String(queue)],
  }));
  const added: typeof rules = [];
  const remove = async () => {
    for (const { family, rule } of added.splice(0)) await iptables(family, '-D', rule);
  };
  try {
    for (const { family, rule } of rules) {
      await iptables(family, '-A', rule);
      added.push({ family, rule });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { remove };
}

async function iptables(family: Family, command: '-A' | '-D', rule: readonly string[]): Promise<void> {
  const tool = COMMANDS[family];
  try {
    await run(tool, ['-w', '-t', TABLE, command, ...rule], { env: TOOL_ENVIRONMENT });
  } catch (error) {
    throw new Error(refusal(tool, error as NodeJS.ErrnoException & { stderr?: string }), { cause: error });
  }
}

/** What a person needs to know of a tool that did not do it: its own words, where it had any. */
function refusal(
  tool: string,
  { code, stderr, message }: NodeJS.ErrnoException & { stderr?: string },
): string {
  if (code === 'ENOENT' || code === 'EACCES') return `${tool} cannot be run (${code}): is it installed?`;
  return `${tool} refuses the rule that queues segments: ${stderr?.trim() || message}`;
}

function pairs(from: WireEnd, to: WireEnd): { family: Family; match: string[] }[] {
  const found: { family: Family; match: string[] }[] = [];
  for (const source of orAny(from.addresses)) {
    for (const destination of orAny(to.addresses)) {
      for (const family of familiesOf(source, destination)) {
        found.push({ family, match: matches(source, from.port, destination, to.port) });
      }
    }
  }
  return found;
}

function orAny(addresses: readonly string[]): readonly (string | undefined)[] {
  return addresses.length > 0 ? addresses : [undefined];
}

function familiesOf(source: string | undefined, destination: string | undefined): Family[] {
  const named = [source, destination].filter((address) => address !== undefined).map(familyOf);
  const [first, second] = named;
  if (first === undefined) return ['ipv4', 'ipv6'];
  return second === undefined || second === first ? [first] : [];
}

function familyOf(address: string): Family {
  return isIpv6(address) ? 'ipv6' : 'ipv4';
}

function matches(
  source: string | undefined,
  sourcePort: number | undefined,
  destination: string | undefined,
  destinationPort: number | undefined,
): string[] {
  return [
    ...(source === undefined ? [] : ['-s', source]),
    ...(sourcePort === undefined ? [] : ['--sport', String(sourcePort)]),
    ...(destination === undefined ? [] : ['-d', destination]),
    ...(destinationPort === undefined ? [] : ['--dport', String(destinationPort)]),
  ];
}
