/** On stderr, as Jest does: what a program prints for programs stays by itself. */
export function tell(lines: readonly string[]): void {
  // Looked up each time: Jest's default reporter puts its own in its place, to keep its status line below.
  process.stderr.write(asText(lines));
}

/** The same once all other reporters are done: Jest's summary comes last of them. */
export function tellLast(lines: readonly string[]): void {
  // With --forceExit Jest ends before the event loop turns, and silences stderr first.
  const write = process.stderr.write.bind(process.stderr);
  const once = () => {
    clearImmediate(soon);
    process.off('exit', once);
    write(asText(lines));
  };
  const soon = setImmediate(once);
  process.once('exit', once);
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
