import { createInterface } from 'node:readline';
import { HalfcloseError } from '../../model/errors.ts';
import { GIVES_OWN_TABLES } from './connection-table.ts';
import { HeldProcess } from './held-process.ts';
import type { Privilege } from './privilege.ts';

/**
 * A shell in the lab's own namespace. It is ready as soon as hosts can be made from that; then it makes the bridge, and
 * puts every port onto it that it reads the name of.
 * The namespace takes no part in IPv6, so that nothing is sent on its own account.
 * A port that is up forwards nothing before the kernel has seen its carrier, some time later (linkwatch_event()); until
 * then it refuses to be set to forwarding (br_set_port_state()). What is sent before is lost: discoveries/first-arp-lost.md.
 */
const PROGRAM = `
  ${GIVES_OWN_TABLES}
  echo ready
  for i in all default; do echo 1 > /proc/sys/net/ipv6/conf/$i/disable_ipv6; done 2>/dev/null
  ip link add lab type bridge mcast_snooping 0 2>&1 && ip link set lab up 2>&1 || exit 1
  while read -r port; do
    ip link set "$port" master lab up 2>&1 || continue
    tries=0
    until why=$(ip link set "$port" type bridge_slave state 3 2>&1); do
      [ $((tries += 1)) -lt 1000 ] || { echo "$port does not come up: $why"; break; }
    done
    [ $tries -ge 1000 ] || echo up
  done`;

/** The bridge that a lab's hosts hang on, in a namespace of its own that lives as long as the lab. */
export class LabSwitch {
  readonly pid: number;
  readonly #held: HeldProcess;
  readonly #waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  /** Why it can do nothing any more. */
  #failure: HalfcloseError | undefined;

  private constructor(held: HeldProcess) {
    this.#held = held;
    this.pid = held.pid;
    createInterface({ input: held.child.stdout })
      .on('line', (line) => {
        if (line === 'up') this.#waiting.shift()?.resolve();
        else this.#fail(line);
      })
      .on('close', () => this.#fail('it went away'));
  }

  static async start(privilege: Privilege): Promise<LabSwitch> {
    const flags = privilege === 'root' ? '-n' : '-Urn';
    return new LabSwitch(await HeldProcess.start(['unshare', flags, 'sh', '-c', PROGRAM]));
  }

  /** Puts a port on the bridge that a host has made in this namespace. */
  plugIn(port: string): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#held.child.stdin.write(`${port}\n`);
    });
  }

  stop(): Promise<void> {
    return this.#held.stop();
  }

  #fail(reason: string): void {
    this.#failure ??= new HalfcloseError('HOST_SETUP_FAILED', `the lab's bridge: ${reason}`);
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
