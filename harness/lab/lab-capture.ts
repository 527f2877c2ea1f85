import type { CaptureFile } from '../observe/capture/capture-file.ts';
import type { CapturedPacket } from '../observe/capture/pcap-reader.ts';
import { SegmentReader, type Captured } from '../observe/capture/segment-reader.ts';
import type { Recorder } from '../observe/recorder.ts';
import { SHOWN_SEGMENTS } from './host-capture.ts';
import type { LabHost } from './lab-host.ts';

interface Source {
  readonly reader: SegmentReader;
  /** Its interface in the file, where the lab keeps one. */
  readonly number: number | undefined;
}

/** What passes the network devices of a lab's hosts: all of it in a file, and segments in the timeline. */
export class LabCapture {
  readonly #recorder: Recorder;
  readonly #sources = new Map<LabHost, Source>();
  #file: CaptureFile | undefined;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** Has what passes hosts that are added from now on kept in this file too. */
  keepIn(file: CaptureFile): void {
    this.#file = file;
  }

  addHost(host: LabHost): void {
    const what = `eth0 of host ${host.name}, ${host.addresses.join(', ')}`;
    const number = this.#file?.addInterface(host.name, what);
    this.#sources.set(host, { reader: new SegmentReader(host), number });
  }

  /** Packets that a host's capture has told; `at` is when each passed, on the harness's clock. */
  receive(host: LabHost, packets: readonly CapturedPacket[], at: (packet: CapturedPacket) => number): void {
    const source = this.#sources.get(host);
    if (!source) return;
    const captured = packets.map((packet) => source.reader.read(packet));
    for (const { packet, segment } of captured) {
      if (!segment) continue;
      const observation = { at: this.#recorder.toLabTime(at(packet)), ...segment };
      host.capture.segments.push(observation);
      if (host.capture.segments.length <= SHOWN_SEGMENTS) this.#recorder.record(observation);
    }
    this.#keep(source, captured);
  }

  #keep({ number }: Source, captured: readonly Captured[]): void {
    if (number === undefined || captured.length === 0) return;
    this.#file?.add(captured.map(({ packet, direction }) => ({ ...packet, direction, interface: number })));
  }
}
