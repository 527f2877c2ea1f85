import { LOOPBACK } from './loopback-http.ts';
import { startTied } from './tied-process.ts';

const LAST_WORDS = 2_000;

/** A `toxiproxy-server` that lives no longer than this process, with its API on that port of the loopback. */
export class ToxiproxyProcess {
  /** What it printed last: its log, and what it died of. */
  said = '';

  constructor(program: string, port: number, onEnd: (how: string) => void) {
    startTied([program, '-host', LOOPBACK, '-port', String(port)], {
      onSaid: (text) => (this.said = (this.said + text).slice(-LAST_WORDS)),
      onEnd: (_code, how) => onEnd(how),
    });
  }
}
