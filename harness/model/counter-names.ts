import { closest } from 'fastest-levenshtein';
import { HalfcloseError } from './errors.ts';

/** What the kernel prints among its counters and is none: settings, and how many connections there are now (RFC 4022, RFC 4293). */
const NO_COUNTERS: ReadonlySet<string> = new Set([
  'Ip.Forwarding',
  'Ip.DefaultTTL',
  'Tcp.RtoAlgorithm',
  'Tcp.RtoMin',
  'Tcp.RtoMax',
  'Tcp.MaxConn',
  'Tcp.CurrEstab',
]);

/** Of ICMP messages the kernel prints only the types there have been (icmpmsg_put_line in net/ipv4/proc.c). */
const ICMP_TYPE = /^(?:IcmpMsg\.)?((?:In|Out)Type\d{1,3})$/;

/**
 * The full name of a counter, such as `TcpExt.TCPAbortOnData`, among those a kernel has; its group may be left out.
 *
 * @throws HalfcloseError UNKNOWN_COUNTER for a name that is not there, with the nearest that is; AMBIGUOUS_COUNTER for
 *   one that several groups have; INVALID_OPTION for what is no name, or the name of what does not count.
 */
export function counterNamed(name: unknown, known: readonly string[]): string {
  if (typeof name !== 'string' || name === '') {
    throw new HalfcloseError(
      'INVALID_OPTION',
      `Expected a counter's name such as \`TCPAbortOnData\`, got \`${String(name)}\``,
    );
  }
  const [, icmpType] = ICMP_TYPE.exec(name) ?? [];
  if (icmpType !== undefined) return `IcmpMsg.${icmpType}`;
  const [found, ...others] = known.filter((each) => each === name || bare(each) === name);
  if (found === undefined) throw unknownCounter(name, known);
  if (others.length > 0) throw ambiguous(name, [found, ...others]);
  if (NO_COUNTERS.has(found))
    throw new HalfcloseError('INVALID_OPTION', `\`${found}\` is a state or a setting, it does not count`);
  return found;
}

function unknownCounter(name: string, known: readonly string[]): HalfcloseError {
  const spelling = name.includes('.') ? (each: string) => each : bare;
  const bySpelling = new Map(known.map((each) => [spelling(each).toLowerCase(), each]));
  const nearest = bySpelling.get(closest(name.toLowerCase(), [...bySpelling.keys()])) ?? '';
  return new HalfcloseError('UNKNOWN_COUNTER', `this kernel has no counter \`${name}\``, {
    hint: `did you mean ${nearest}?`,
  });
}

function ambiguous(name: string, names: readonly string[]): HalfcloseError {
  return new HalfcloseError('AMBIGUOUS_COUNTER', `several groups have a counter \`${name}\``, {
    hint: `say which: ${names.join(', ')}`,
  });
}

/** Without its group. */
function bare(name: string): string {
  return name.slice(name.indexOf('.') + 1);
}
