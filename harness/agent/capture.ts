import type { CaptureCounts } from '../model/capture-protocol.ts';
import { RequestError } from './failure.ts';
import { readLines } from './lines.ts';
import type { WatchShell } from './watch-shell.ts';

const COUNTS = /(\d+) packets? received by filter, (\d+) packets? dropped by kernel/;

interface CaptureListener {
  readonly onBytes: (bytes: Buffer) => void;
  /** It was begun and has ended, which it never does by itself. */
  readonly onEnd: (why: string) => void;
}

/** What passes this host's eth0, as the bytes of a pcap file by `tcpdump`. */
export class Capture {
  readonly #shell: WatchShell;
  readonly #listener: CaptureListener;
  readonly #listening = Promise.withResolvers<undefined>();
  readonly #counts: PromiseWithResolvers<CaptureCounts>[] = [];
  #begun = false;
  /** What tcpdump said last. */
  #complaint = 'tcpdump ended without a word';
  #failure: RequestError | undefined;

  private constructor(shell: WatchShell, listener: CaptureListener) {
    this.#shell = shell;
    this.#listener = listener;
    shell.packets.on('data', listener.onBytes);
    readLines(
      shell.messages,
      (line) => this.#read(line),
      () => this.#end(),
    );
  }

  /** Resolves when everything from now on is captured. Raises CAPTURE_FAILED with what tcpdump complained of. */
  static async start(shell: WatchShell, listener: CaptureListener): Promise<Capture> {
    const capture = new Capture(shell, listener);
    await capture.#listening.promise;
    return capture;
  }

  /** How many packets the kernel has counted so far: those that tcpdump has told, will tell, and was never given. */
  counts(): Promise<CaptureCounts> {
    if (this.#failure) return Promise.reject(this.#failure);
    const counts = Promise.withResolvers<CaptureCounts>();
    this.#counts.push(counts);
    this.#shell.askForCounts();
    return counts.promise;
  }

  #read(line: string): void {
    const [, received, dropped] = COUNTS.exec(line) ?? [];
    if (received !== undefined) {
      const counts = { received: Number(received), dropped: Number(dropped) };
      this.#counts.shift()?.resolve(counts);
    } else if (line.includes('listening on')) {
      this.#begun = true;
      this.#listening.resolve(undefined);
    } else this.#complaint = line;
  }

  #end(): void {
    this.#failure = new RequestError('CAPTURE_FAILED', this.#complaint);
    this.#listening.reject(this.#failure);
    for (const { reject } of this.#counts.splice(0)) reject(this.#failure);
    if (this.#begun) this.#listener.onEnd(this.#complaint);
  }
}
