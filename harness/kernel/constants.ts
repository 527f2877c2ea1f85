/** Numbers of the Linux ABI that node has no names for (include/uapi; the same on every architecture node runs on). */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_NETLINK = 16;

export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOCK_CLOEXEC = 0o2000000;
export const O_CLOEXEC = 0o2000000;

export const MSG_DONTWAIT = 0x40;

export const NETLINK_NETFILTER = 12;
export const SOL_SOCKET = 1;
export const SO_RCVBUFFORCE = 33;
export const SOL_NETLINK = 270;
export const IPPROTO_RAW = 255;

export const SO_REUSEADDR = 2;
export const IPPROTO_TCP = 6;
export const TCP_INFO = 11;

export const TCP_REPAIR = 19;
export const TCP_REPAIR_ON = 1;
/** Leaves repair mode without the window probe that 0 would send. */
export const TCP_REPAIR_OFF_NO_WP = -1;
export const TCP_REPAIR_QUEUE = 20;
export const TCP_NO_QUEUE = 0;
export const TCP_RECV_QUEUE = 1;
export const TCP_SEND_QUEUE = 2;
export const TCP_QUEUE_SEQ = 21;

export const AF_UNSPEC = 0;
export const SOCK_NONBLOCK = 0o4000;
export const MSG_NOSIGNAL = 0x4000;
export const MSG_OOB = 1;
export const F_SETFL = 4;
export const SHUT_RD = 0;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;
