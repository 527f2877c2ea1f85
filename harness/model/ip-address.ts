/** Of a literal address as `ss` prints it, without brackets. */
export function isIpv6(address: string): boolean {
  return address.includes(':');
}

/** The bytes of an address as `ss` prints it: four of IPv4, sixteen of IPv6. */
export function addressBytes(address: string): Buffer {
  return isIpv6(address) ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
}

/** The address these bytes are, in the shortest spelling (RFC 5952). */
export function addressText(bytes: Buffer): string {
  return bytes.length === 4 ? bytes.join('.') : ipv6Text(bytes);
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = Array<number>(Math.max(0, 8 - left.length - right.length)).fill(0);
  const bytes = Buffer.alloc(16);
  for (const [index, group] of [...left, ...zeros, ...right].entries()) bytes.writeUInt16BE(group, index * 2);
  return bytes;
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const bytes = addressBytes(group);
    return [bytes.readUInt16BE(0), bytes.readUInt16BE(2)];
  });
}

function ipv6Text(bytes: Buffer): string {
  const words = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2));
  const { start, length } = longestZeros(words);
  // As inet_ntop(3) does, and with it `ss` and node: what holds an IPv4 address is told with dots (RFC 5952 section 5).
  if (start === 0 && (length === 6 || (length === 5 && words[5] === 0xffff)))
    return `${length === 6 ? '::' : '::ffff:'}${bytes.subarray(12).join('.')}`;
  const text = (part: number[]) => part.map((word) => word.toString(16)).join(':');
  if (length < 2) return text(words);
  return `${text(words.slice(0, start))}::${text(words.slice(start + length))}`;
}

function longestZeros(words: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < words.length; start++) {
    let length = 0;
    while (words[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}
