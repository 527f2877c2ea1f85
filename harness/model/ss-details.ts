import type { SocketMemory, SocketRow } from './socket-row.ts';

/** What `ss` prints after the addresses and the owners, by name, still as text; `true` for a bare word. */
export type Details = Map<string, string | true>;

const SHUTDOWN_ARROW = /^[<-]-[->]$/;
const RATE = /^\d\S*bps$/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;

/** Hexadecimal without a mark, or a path: text even where all its characters are digits. */
const ALWAYS_TEXT: ReadonlySet<string> = new Set([
  'sk',
  'cgroup',
  'token',
  'seq',
  'sfseq',
  'ssnoff',
  'maplen',
]);

export function readDetails(text: string): Details {
  const details: Details = new Map();
  const words = text.split(/\s+/).filter((word) => word !== '');
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const following = words[i + 1] ?? '';
    const colon = word.indexOf(':');
    if (SHUTDOWN_ARROW.test(word)) {
      details.set('shutdown', word);
    } else if (colon > 0 && colon < word.length - 1) {
      details.set(word.slice(0, colon), word.slice(colon + 1));
    } else if (colon > 0 || RATE.test(following)) {
      // Two words make one detail: `send 1.2Gbps`, and `rxconf: sw` of a TLS socket.
      details.set(colon > 0 ? word.slice(0, colon) : word, following);
      i++;
    } else {
      details.set(word, true);
    }
  }
  return details;
}

/** The order and the letters of `skmem:(r0,rb131072,…)` (iproute2 misc/ss.c, print_skmeminfo). */
const MEMORY_LETTERS: Readonly<Record<keyof SocketMemory, string>> = {
  rmemAlloc: 'r',
  rcvBuf: 'rb',
  wmemAlloc: 't',
  sndBuf: 'tb',
  fwdAlloc: 'f',
  wmemQueued: 'w',
  optMem: 'o',
  backLog: 'bl',
  sockDrop: 'd',
};

/** The kernel counts sk_forward_alloc below zero for a moment; `ss` prints every field as unsigned 32 bit. */
const toSigned = (value: number): number => value | 0;

/** Reads the value of `skmem:`; undefined where a field is missing. */
export function parseMemory(value: string): SocketMemory | undefined {
  const fields = new Map<string, number>();
  for (const field of value.replace(/^\(|\)$/g, '').split(',')) {
    const [, letters = '', digits = ''] = /^([a-z]+)(\d+)$/.exec(field) ?? [];
    fields.set(letters, Number(digits));
  }
  const read = (name: keyof SocketMemory): number => fields.get(MEMORY_LETTERS[name]) ?? NaN;
  const memory: SocketMemory = {
    rmemAlloc: read('rmemAlloc'),
    rcvBuf: read('rcvBuf'),
    wmemAlloc: read('wmemAlloc'),
    sndBuf: read('sndBuf'),
    fwdAlloc: toSigned(read('fwdAlloc')),
    wmemQueued: read('wmemQueued'),
    optMem: read('optMem'),
    backLog: read('backLog'),
    sockDrop: read('sockDrop'),
  };
  return Object.values(MEMORY_LETTERS).every((letters) => fields.has(letters)) ? memory : undefined;
}

/** Memory as `ss -m` prints it: what parseMemory() reads. */
export function memoryText(memory: SocketMemory): string {
  const letters: Readonly<Record<string, string>> = MEMORY_LETTERS;
  // `>>> 0`: as unsigned 32 bit.
  const fields = Object.entries(memory).map(
    ([name, value]: [string, number]) => `${letters[name] ?? name}${value >>> 0}`,
  );
  return `(${fields.join(',')})`;
}

export function toTcpInfo(details: Details): SocketRow['tcpInfo'] {
  return Object.fromEntries(
    Array.from(details, ([name, value]) => [
      name,
      value === true || ALWAYS_TEXT.has(name) ? value : toValue(value),
    ]),
  );
}

function toValue(text: string): number | string {
  const value = Number(text);
  const keepsEveryDigit = Number.isSafeInteger(value) || /[.e]/.test(text);
  return NUMBER.test(text) && keepsEveryDigit ? value : text;
}
