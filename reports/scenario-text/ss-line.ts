import { memoryText } from '../../harness/model/ss-details.ts';
import { formatAddress, type SocketRow, type SocketTimer } from '../../harness/model/socket-row.ts';
import { spellingOfSs } from '../../harness/model/tcp-state.ts';

/** A row as `ss -HOtaneoim` prints it (man 8 ss), but for the padding and the order of its details. */
export function ssLine(row: SocketRow): string {
  const { state, recvQ, sendQ, local, peer, timer, uid, inode, memory, tcpInfo } = row;
  const { shutdown, ...info } = tcpInfo;
  return [
    ...[spellingOfSs(state), String(recvQ), String(sendQ), formatAddress(local), formatAddress(peer)],
    ...ownersText(row),
    ...(timer ? [timerText(timer)] : []),
    ...(uid ? [`uid:${uid}`] : []),
    `ino:${inode}`,
    ...(shutdown === undefined ? [] : [String(shutdown)]),
    ...(memory ? [`skmem:${memoryText(memory)}`] : []),
    ...Object.entries(info).map(([name, value]) => detailText(name, value)),
  ].join(' ');
}

function ownersText({ owners }: SocketRow): string[] {
  if (owners.length === 0) return [];
  const each = owners.map(({ command, pid, fd }) => `("${command}",pid=${pid},fd=${fd})`);
  return [`users:(${each.join(',')})`];
}

function timerText({ name, remainingMs, retransmits }: SocketTimer): string {
  return `timer:(${name},${remainingText(remainingMs)},${retransmits})`;
}

/** iproute2 misc/ss.c, print_ms_timer(): `1min29sec`, `5.132ms` for 5 seconds and 132 milliseconds, nothing for 0. */
function remainingText(ms: number): string {
  if (ms === 0) return '';
  const [minutes, seconds, rest] = [Math.floor(ms / 60_000), Math.floor((ms % 60_000) / 1_000), ms % 1_000];
  const least =
    rest > 0 ? `${seconds > 0 ? `${seconds}.` : ''}${rest}ms` : seconds > 0 ? `${seconds}sec` : '';
  return `${minutes > 0 ? `${minutes}min` : ''}${least}`;
}

/** Flags are bare words, and rates stand apart from their name: `ts`, `mss:1460`, `send 1.2Gbps`. */
function detailText(name: string, value: SocketRow['tcpInfo'][string]): string {
  if (value === true) return name;
  return /^\d\S*bps$/.test(String(value)) ? `${name} ${value}` : `${name}:${value}`;
}
