import { HalfcloseError } from './errors.ts';
import type { SocketAddress, SocketRow } from './socket-row.ts';
import { parseMemory, readDetails, toTcpInfo } from './ss-details.ts';
import { takeOwners } from './ss-owners.ts';
import { parseTimer } from './ss-timer.ts';
import { stateFromSs } from './tcp-state.ts';

/** State, Recv-Q, Send-Q, local and peer address and port, and whatever follows them. */
const COLUMNS = /^(\S+)\s+(\d+)\s+(\d+)\s+(\S+):(\d+|\*)\s+(\S+):(\d+|\*)(?:\s+(.*))?$/s;

const ERROR_SHOWS_CHARACTERS = 200;

/**
 * Reads the standard output of `ss -HOtaneoim`, with or without `-p`: one row for each socket, in the order of `ss`.
 * Details of kernels and of iproute2 versions not known here are kept in `tcpInfo`.
 *
 * Asking `ss` for a single state (`ss state listening`) makes it leave out the column of states: do not.
 *
 * @throws HalfcloseError UNKNOWN_STATE for a state `ss` is not known to print, PROTOCOL_ERROR for a line that cannot
 *   be read; both name the line.
 */
export function parseSsOutput(stdout: string): SocketRow[] {
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseLine);
}

function parseLine(line: string): SocketRow {
  const [, spelling = '', recvQ, sendQ, local = '', localPort = '', peer = '', peerPort = '', more = ''] =
    COLUMNS.exec(line.trimEnd()) ?? unreadable(line, 'no state, queues and addresses');
  return {
    state: stateFromSs(spelling) ?? unknownState(line, spelling),
    recvQ: Number(recvQ),
    sendQ: Number(sendQ),
    local: toAddress(local, localPort),
    peer: toAddress(peer, peerPort),
    ...parseDetails(line, more),
  };
}

type DetailFields = Pick<SocketRow, 'timer' | 'inode' | 'uid' | 'owners' | 'memory' | 'tcpInfo'>;

function parseDetails(line: string, more: string): DetailFields {
  const { owners, rest } = takeOwners(more) ?? unreadable(line, 'unreadable users:');
  const details = readDetails(rest);
  /** Takes a detail that has a field of its own out of the rest, so that it is not told twice. */
  const take = <T>(name: string, parse: (text: string) => T | undefined): T | undefined => {
    const text = details.get(name);
    details.delete(name);
    if (text === undefined) return undefined;
    return (text === true ? undefined : parse(text)) ?? unreadable(line, `unreadable ${name}:`);
  };
  const timer = take('timer', parseTimer);
  const inode = take('ino', parseCount) ?? unreadable(line, 'no ino:, is option -e missing?');
  // ss leaves out the user where it is 0, and the kernel reports 0 also where there is no user.
  const uid = take('uid', parseCount) ?? (inode === 0 ? undefined : 0);
  const memory = take('skmem', parseMemory);
  return { timer, inode, uid, owners, memory, tcpInfo: toTcpInfo(details) };
}

function parseCount(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function toAddress(text: string, port: string): SocketAddress {
  return { address: text.replace(/^\[([^\]]*)\]/, '$1'), port: port === '*' ? 0 : Number(port) };
}

function unknownState(line: string, spelling: string): never {
  throw new HalfcloseError('UNKNOWN_STATE', `ss printed the unknown state "${spelling}": ${excerpt(line)}`);
}

function unreadable(line: string, reason: string): never {
  throw new HalfcloseError('PROTOCOL_ERROR', `cannot read a line of ss (${reason}): ${excerpt(line)}`);
}

function excerpt(line: string): string {
  const text = line.trimEnd();
  return text.length > ERROR_SHOWS_CHARACTERS ? `${text.slice(0, ERROR_SHOWS_CHARACTERS)}…` : text;
}
