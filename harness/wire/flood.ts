import { execFile } from 'node:child_process';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import { MADE_UP_NETWORK, synsOf, type Flood } from '../model/flood.ts';
import { buildPacket } from '../model/packet.ts';
import { flagBits, FORGED_HOP_LIMIT } from '../model/segment.ts';

const run = promisify(execFile);

/** Far fewer than a processor's queue of packets that have come in takes (net.core.netdev_max_backlog, 1000). */
const AT_ONCE = 100;

const NOTHING = Buffer.alloc(0);
const SYN = { flags: flagBits(['SYN']), ack: 0, window: 65_535, hopLimit: FORGED_HOP_LIMIT };

/**
 * Sends a flood's SYNs to a port of this host. They come in over its loopback, and what its kernel answers ends there:
 * a route that leads to `lo` is one that the kernel can send by, and what comes back from it is for nobody
 * (dst_discard), so that no RST and no ICMP error ends a half-open request, and nothing leaves the host.
 */
export async function sendFlood(flood: Flood, send: (packet: Buffer) => void): Promise<void> {
  await keepAnswersHere();
  let sent = 0;
  for (const { from, seq } of synsOf(flood)) {
    send(
      buildPacket({ ...SYN, source: from, destination: flood.to, seq, options: NOTHING, payload: NOTHING }),
    );
    // The host goes on with everything else meanwhile.
    if (++sent % AT_ONCE === 0) await setImmediate();
  }
}

async function keepAnswersHere(): Promise<void> {
  const route = ['-4', 'route', 'replace', MADE_UP_NETWORK, 'dev', 'lo'];
  await run('ip', route, { env: TOOL_ENVIRONMENT }).catch((cause: unknown) => {
    const { stderr = '', message } = cause as Error & { stderr?: string };
    throw new Error(`ip refuses the route that keeps a flood's answers here: ${stderr.trim() || message}`, {
      cause,
    });
  });
}
