/** What a TCP option is called, by its kind, and what it says where that is of interest. */
interface OptionForm {
  readonly name: string;
  /** The words after the name; `value` is what follows kind and length. */
  readonly words?: (value: Buffer) => readonly (string | number)[];
}

const END = 0;
const NO_OPERATION = 1;

/** RFC 9293 section 3.2, RFC 7323, RFC 2018, RFC 7413. */
const FORMS = new Map<number, OptionForm>([
  [2, { name: 'MSS', words: (value) => [value.readUInt16BE()] }],
  [3, { name: 'window scale', words: (value) => [value.readUInt8()] }],
  [4, { name: 'SACK permitted' }],
  [5, { name: 'SACK', words: (value) => [value.length / 8, value.length === 8 ? 'block' : 'blocks'] }],
  [8, { name: 'timestamps' }],
  [34, { name: 'Fast Open cookie' }],
]);

/**
 * The options of a TCP header in words, such as `MSS 1460`, in their order; without what only fills up. Of options that
 * are cut short, what is whole.
 */
export function optionWords(options: Buffer): string[] {
  const words: string[] = [];
  for (let at = 0; at < options.length && options[at] !== END;) {
    if (options[at] === NO_OPERATION) {
      at++;
      continue;
    }
    const [kind = 0, length = 0] = options.subarray(at, at + 2);
    if (length < 2 || at + length > options.length) break;
    words.push(describe(kind, options.subarray(at + 2, at + length)));
    at += length;
  }
  return words;
}

function describe(kind: number, value: Buffer): string {
  const { name, words } = FORMS.get(kind) ?? { name: `option ${String(kind)}` };
  try {
    return [name, ...(words?.(value) ?? [])].join(' ');
  } catch {
    // Too short for what it is to say.
    return name;
  }
}
