/**
 * The messages of nfnetlink_queue (include/uapi/linux/netfilter/nfnetlink_queue.h): what a queue is asked, what it
 * sends, and the verdicts on it. Integers of netlink are the machine's, those of netfilter the network's.
 */
const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;
const NLMSG_ERROR = 2;
const SUBSYSTEM_QUEUE = 3 << 8;
const [MESSAGE_PACKET, MESSAGE_VERDICT, MESSAGE_CONFIG] = [0, 1, 2];

const HEADER = 20; // struct nlmsghdr and struct nfgenmsg
const ATTRIBUTE_HEADER = 4;
const ATTRIBUTE_TYPE = 0x3fff;

const [CONFIG_COMMAND, CONFIG_PARAMETERS, CONFIG_MAX_LENGTH] = [1, 2, 3];
const COMMAND_BIND = 1;
const COPY_PACKET = 2;
const [PACKET_HEADER, PACKET_VERDICT, PACKET_PAYLOAD] = [1, 2, 10];

const VERDICTS = { drop: 0, accept: 1 } as const;

export type QueueVerdict = keyof typeof VERDICTS;

/** What a queue sends: a packet that waits for its verdict, or the errno of a request, 0 where it was done. */
export type QueueMessage =
  | { readonly kind: 'packet'; readonly id: number; readonly packet: Buffer }
  | { readonly kind: 'answer'; readonly errno: number };

export function bindRequest(queue: number): Buffer {
  const command = Buffer.from([COMMAND_BIND, 0, 0, 0]);
  return request(MESSAGE_CONFIG, queue, NLM_F_REQUEST | NLM_F_ACK, attribute(CONFIG_COMMAND, command));
}

/** Whole packets, and room for `length` of them that wait. */
export function parametersRequest(queue: number, length: number): Buffer {
  const parameters = Buffer.alloc(5);
  parameters.writeUInt32BE(0xffff, 0);
  parameters.writeUInt8(COPY_PACKET, 4);
  const maximum = Buffer.alloc(4);
  maximum.writeUInt32BE(length);
  const attributes = [attribute(CONFIG_PARAMETERS, parameters), attribute(CONFIG_MAX_LENGTH, maximum)];
  return request(MESSAGE_CONFIG, queue, NLM_F_REQUEST | NLM_F_ACK, ...attributes);
}

/** The kernel passes the packet on or forgets it; with `replacement` it passes these bytes on instead. */
export function verdictRequest(
  queue: number,
  id: number,
  verdict: QueueVerdict,
  replacement?: Buffer,
): Buffer {
  const value = Buffer.alloc(8);
  value.writeUInt32BE(VERDICTS[verdict], 0);
  value.writeUInt32BE(id, 4);
  const attributes = [attribute(PACKET_VERDICT, value)];
  if (replacement) attributes.push(attribute(PACKET_PAYLOAD, replacement));
  return request(MESSAGE_VERDICT, queue, NLM_F_REQUEST, ...attributes);
}

/** All messages in these bytes, as far as they are whole. Packets are views. */
export function readMessages(bytes: Buffer): QueueMessage[] {
  const messages: QueueMessage[] = [];
  for (let at = 0; at + 16 <= bytes.length;) {
    const length = bytes.readUInt32LE(at);
    if (length < 16 || at + length > bytes.length) break;
    const message = readMessage(bytes.readUInt16LE(at + 4), bytes.subarray(at + 16, at + length));
    if (message) messages.push(message);
    at += aligned(length);
  }
  return messages;
}

function readMessage(type: number, body: Buffer): QueueMessage | undefined {
  if (type === NLMSG_ERROR && body.length >= 4) return { kind: 'answer', errno: -body.readInt32LE(0) };
  if (type !== (SUBSYSTEM_QUEUE | MESSAGE_PACKET)) return undefined;
  let id: number | undefined;
  let packet: Buffer | undefined;
  for (let at = 4; at + ATTRIBUTE_HEADER <= body.length;) {
    const length = body.readUInt16LE(at);
    if (length < ATTRIBUTE_HEADER || at + length > body.length) break;
    const value = body.subarray(at + ATTRIBUTE_HEADER, at + length);
    const name = body.readUInt16LE(at + 2) & ATTRIBUTE_TYPE;
    if (name === PACKET_HEADER && value.length >= 4) id = value.readUInt32BE(0);
    if (name === PACKET_PAYLOAD) packet = value;
    at += aligned(length);
  }
  return id === undefined || packet === undefined ? undefined : { kind: 'packet', id, packet };
}

function request(message: number, queue: number, flags: number, ...attributes: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(HEADER);
  const length = attributes.reduce((sum, { length }) => sum + length, HEADER);
  header.writeUInt32LE(length, 0);
  header.writeUInt16LE(SUBSYSTEM_QUEUE | message, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16BE(queue, 18);
  return Buffer.concat([header, ...attributes]);
}

function attribute(name: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(aligned(ATTRIBUTE_HEADER + value.length));
  bytes.writeUInt16LE(ATTRIBUTE_HEADER + value.length, 0);
  bytes.writeUInt16LE(name, 2);
  value.copy(bytes, ATTRIBUTE_HEADER);
  return bytes;
}

function aligned(length: number): number {
  return (length + 3) & ~3;
}
