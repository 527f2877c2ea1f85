/** On stderr, as Jest does: what a program prints for programs stays by itself. */
export function tell(lines: readonly string[]): void {
  // Looked up each time: Jest's default reporter puts its own in its place, to keep its status line below.
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

/** The same once all other reporters are done: Jest's summary comes last of them. */
export function tellLast(lines: readonly string[]): void {
  const once = () => {
    clearImmediate(soon);
    process.off('exit', once);
    tell(lines);
  };
  const soon = setImmediate(once);
  // With --forceExit Jest ends before that.
  process.once('exit', once);
}
