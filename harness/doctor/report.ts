/** What a container engine said when asked for its version. */
export type EngineAnswer =
  | { readonly ok: true; readonly version: string; readonly apiVersion: string; readonly where: string }
  | { readonly ok: false; readonly where: string; readonly reason: string };

/** `limited`: there, but not for all that halfclose could do with it. */
export type Status = 'ok' | 'limited' | 'missing';

/** One thing a machine may offer. */
export interface DoctorRow {
  readonly what: string;
  readonly found: string;
  readonly status: Status;
  /** What halfclose does with it, or `not used yet`. */
  readonly used: string;
  /** What to do about the gap; absent where there is none. */
  readonly advice?: string;
}

/** How the netns backend makes namespaces here; undefined where it cannot. */
export type Privilege = 'root' | 'userns';

/** What `halfclose doctor --json` prints. Within one `version`, fields are only added. */
export interface DoctorReport {
  readonly version: 1;
  readonly backends: { readonly netns: Privilege | 'not possible'; readonly docker: boolean };
  readonly rows: readonly DoctorRow[];
}

/** A row whose advice is given only where there is a gap. */
export function row(what: string, status: Status, found: string, used: string, advice: string): DoctorRow {
  return status === 'ok' ? { what, found, status, used } : { what, found, status, used, advice };
}
