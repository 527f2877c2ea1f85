/** `412 ms`, `13.1 s`, `2 min 5 s`, `1 h 2 min`: as exact as anybody asks for at that length. */
export function durationText(ms: number): string {
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `+403 ms`, as the timeline counts: since the scenario began. */
export function instantText(ms: number): string {
  return `+${ms.toFixed(0)} ms`;
}

/** From here on a moment is told in seconds. */
const SECONDS_FROM_MS = 10_000;

/** `+404.1 ms`, `+61.88 s`: since the scenario began, where moments lie close together. */
export function sinceBegin(at: number): string {
  return Math.abs(at) < SECONDS_FROM_MS ? `+${at.toFixed(1)} ms` : `+${(at / 1_000).toFixed(2)} s`;
}

/** `31 µs`, `4.2 ms`, `1.24 s`: for what lasts between moments that lie close together. */
export function lasting(ms: number): string {
  if (ms < 1) return `${String(Math.round(ms * 1_000))} µs`;
  return ms < 1_000 ? `${ms.toFixed(1)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}
