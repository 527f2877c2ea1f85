/**
 * The states of a TCP socket, spelled as in the Linux headers (include/net/tcp_states.h, without `TCP_`).
 * `CLOSED` is what a socket is before it exists and after the kernel has forgotten it.
 */
export const TCP_STATES = [
  'CLOSED',
  'LISTEN',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'CLOSE_WAIT',
  'CLOSING',
  'LAST_ACK',
  'TIME_WAIT',
] as const;

export type TcpState = (typeof TCP_STATES)[number];

/** `ss` spells the states its own way (iproute2 misc/ss.c, `sstate_name`). */
const SS_SPELLINGS: Readonly<Record<string, TcpState>> = {
  ESTAB: 'ESTABLISHED',
  'SYN-SENT': 'SYN_SENT',
  'SYN-RECV': 'SYN_RECV',
  'FIN-WAIT-1': 'FIN_WAIT1',
  'FIN-WAIT-2': 'FIN_WAIT2',
  'TIME-WAIT': 'TIME_WAIT',
  UNCONN: 'CLOSED',
  'CLOSE-WAIT': 'CLOSE_WAIT',
  'LAST-ACK': 'LAST_ACK',
  LISTEN: 'LISTEN',
  CLOSING: 'CLOSING',
};

/** The state that a spelling of `ss` stands for, or undefined where `ss` never prints that spelling. */
export function stateFromSs(spelling: string): TcpState | undefined {
  return Object.hasOwn(SS_SPELLINGS, spelling) ? SS_SPELLINGS[spelling] : undefined;
}

/** How `ss` spells a state. */
export function spellingOfSs(wanted: TcpState): string {
  return Object.entries(SS_SPELLINGS).find(([, state]) => state === wanted)?.[0] ?? wanted;
}

export function isTcpState(name: string): name is TcpState {
  return (TCP_STATES as readonly string[]).includes(name);
}
