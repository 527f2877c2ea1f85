/** What `toxiproxy-server` takes: true where the flag has a value. */
const FLAGS: Readonly<Record<string, boolean>> = {
  host: true,
  port: true,
  config: true,
  seed: true,
  'proxy-metrics': false,
  'runtime-metrics': false,
  version: false,
};

/**
 * Go's spelling of flags, which people have in their Docker files, as commander takes it: `-port 8474`, `-host=0.0.0.0`,
 * `-proxy-metrics=true`. Anything else stays as it is, for commander to judge.
 */
export function translateGoFlags(args: readonly string[]): string[] {
  return args.flatMap((arg) => {
    const [, name = '', value] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (!Object.hasOwn(FLAGS, name)) return [arg];
    if (FLAGS[name] || value === undefined) return [`--${arg.replace(/^-+/, '')}`];
    if (/^(1|t|true)$/i.test(value)) return [`--${name}`];
    return /^(0|f|false)$/i.test(value) ? [] : [`--${name}=${value}`];
  });
}
