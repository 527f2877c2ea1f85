/** Tools such as ss, ip and iptables live in sbin on some systems, which is not on an ordinary user's path. */
export const TOOL_ENVIRONMENT = {
  ...process.env,
  PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`,
};
