/**
 * Why a kernel sends RST: `enum sk_rst_reason` of include/net/rstreason.h as its trace prints it, without
 * `SK_RST_REASON_`. These are the names of Linux 6.18; a newer kernel may have more.
 */
export const RESET_REASONS: readonly string[] = [
  ...['NOT_SPECIFIED', 'NO_SOCKET', 'TCP_INVALID_ACK_SEQUENCE', 'TCP_RFC7323_PAWS', 'TCP_TOO_OLD_ACK'],
  ...['TCP_ACK_UNSENT_DATA', 'TCP_FLAGS', 'TCP_OLD_ACK', 'TCP_ABORT_ON_DATA', 'TCP_TIMEWAIT_SOCKET'],
  ...['INVALID_SYN', 'TCP_ABORT_ON_CLOSE', 'TCP_ABORT_ON_LINGER', 'TCP_ABORT_ON_MEMORY', 'TCP_STATE'],
  ...['TCP_KEEPALIVE_TIMEOUT', 'TCP_DISCONNECT_WITH_DATA', 'MPTCP_RST_EUNSPEC', 'MPTCP_RST_EMPTCP'],
  ...['MPTCP_RST_ERESOURCE', 'MPTCP_RST_EPROHIBIT', 'MPTCP_RST_EWQ2BIG', 'MPTCP_RST_EBADPERF'],
  ...['MPTCP_RST_EMIDDLEBOX', 'ERROR'],
];

/** What made a kernel send RST: a call, or the end of the process that held the socket; a timer; a segment that came in. */
export const RESET_CAUSES = ['application', 'timer', 'segment'] as const;

export type ResetCause = (typeof RESET_CAUSES)[number];
