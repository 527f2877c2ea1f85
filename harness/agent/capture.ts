import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { CaptureCounts } from '../model/capture-protocol.ts';
import { RequestError } from './failure.ts';
import { startHeldTool } from './held-tool.ts';

/** A frame's headers with all their options, and the beginning of what they carry. */
const SNAPSHOT_BYTES = '256';

/** TCP, and what ICMP says of a packet that went nowhere (RFC 792; ICMPv6's errors are the types below 128, RFC 4443). */
const FILTER =
  'tcp or (icmp and (icmp[0] = 3 or icmp[0] = 4 or icmp[0] = 5 or icmp[0] = 11 or icmp[0] = 12)) or (icmp6 and ip6[40] < 128)';

/** -p: what is for others is none of this host's business. -Z root: no other user need be there, or be allowed to be become. */
const TCPDUMP = [
  ...['tcpdump', '-i', 'eth0', '-n', '-p', '-s', SNAPSHOT_BYTES, '-Z', 'root', '-U', '-w', '-'],
  ...['--immediate-mode', '--time-stamp-precision=nano', FILTER],
];

const COUNTS = /(\d+) packets? received by filter, (\d+) packets? dropped by kernel/;

interface CaptureListener {
  readonly onBytes: (bytes: Buffer) => void;
  /** It was begun and has ended, which it never does by itself. */
  readonly onEnd: (why: string) => void;
}

/** What passes this host's eth0, as the bytes of a pcap file by `tcpdump`. */
export class Capture {
  readonly #tcpdump: ChildProcessWithoutNullStreams;
  readonly #listening = Promise.withResolvers<undefined>();
  readonly #counts: PromiseWithResolvers<CaptureCounts>[] = [];
  /** What it said last, or how it ended where it said nothing. */
  #complaint: string | undefined;
  #begun = false;
  #failure: RequestError | undefined;

  private constructor({ onBytes, onEnd }: CaptureListener) {
    this.#tcpdump = startHeldTool(TCPDUMP);
    this.#tcpdump.stdout.on('data', onBytes);
    createInterface({ input: this.#tcpdump.stderr }).on('line', (line) => this.#read(line));
    this.#tcpdump.once('error', ({ message }) => (this.#complaint = message));
    this.#tcpdump.once('close', (code, signal) => {
      const why = this.#complaint ?? `tcpdump ended (${signal ?? String(code)})`;
      this.#ended(new RequestError('CAPTURE_FAILED', why));
      if (this.#begun) onEnd(why);
    });
  }

  /** Resolves when everything from now on is captured. Raises CAPTURE_FAILED with what tcpdump complained of. */
  static async start(listener: CaptureListener): Promise<Capture> {
    const capture = new Capture(listener);
    await capture.#listening.promise;
    return capture;
  }

  /** How many packets the kernel has counted so far: those that tcpdump has told, will tell, and was never given. */
  counts(): Promise<CaptureCounts> {
    if (this.#failure) return Promise.reject(this.#failure);
    const counts = Promise.withResolvers<CaptureCounts>();
    this.#counts.push(counts);
    this.#tcpdump.kill('SIGUSR1');
    return counts.promise;
  }

  #read(line: string): void {
    const [, received, dropped] = COUNTS.exec(line) ?? [];
    if (received !== undefined) {
      this.#counts.shift()?.resolve({ received: Number(received), dropped: Number(dropped) });
    } else if (line.includes('listening on')) this.#begin();
    else this.#complaint = line;
  }

  #begin(): void {
    this.#begun = true;
    this.#listening.resolve(undefined);
  }

  #ended(failure: RequestError): void {
    this.#failure = failure;
    this.#listening.reject(failure);
    for (const { reject } of this.#counts.splice(0)) reject(failure);
  }
}
