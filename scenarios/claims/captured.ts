import type { LabSocket } from 'halfclose';

type Segment = LabSocket['host']['capture']['segments'][number];

/** What the socket's connection has exchanged, in order, as its host's device saw it. */
export async function captured({ host, ends, lab }: LabSocket): Promise<readonly Segment[]> {
  await Promise.all(lab.hosts.map(({ capture }) => capture.flush()));
  return host.capture.segments.filter(({ direction, from, to }) => {
    const [local, peer] = direction === 'out' ? [from, to] : [to, from];
    return isSame(local, ends?.local) && isSame(peer, ends?.peer);
  });
}

/** From the first FIN on, which is how the connection was closed. */
export function fromFirstFin(segments: readonly Segment[]): readonly Segment[] {
  return segments.slice(segments.findIndex(({ flags }) => flags.includes('FIN')));
}

/** Without those that opened it. */
export function afterHandshake(segments: readonly Segment[]): readonly Segment[] {
  return segments.slice(3);
}

/** `client FIN ACK` */
export function flagged(socket: LabSocket): (segment: Segment) => string {
  return ({ from, flags }) => [senderOf(from.address, socket), ...flags].join(' ');
}

/** `client FIN ACK seq 6 ack 1`, with numbers that count from the SYNs; data with its length. */
export function numbered(socket: LabSocket): (segment: Segment) => string {
  const sent = flagged(socket);
  return (segment) => {
    const { relativeSeq, relativeAck, length } = segment;
    const ack = relativeAck === undefined ? '' : ` ack ${String(relativeAck)}`;
    return `${sent(segment)} seq ${String(relativeSeq)}${ack}${length > 0 ? ` length ${String(length)}` : ''}`;
  };
}

function senderOf(address: string, { lab }: LabSocket): string {
  return lab.hosts.find((host) => host.owns(address))?.name ?? address;
}

function isSame(one: Segment['from'], other: Segment['from'] | undefined): boolean {
  return one.address === other?.address && one.port === other.port;
}
