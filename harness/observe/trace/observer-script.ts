/** What is traced. Only the first is on every kernel that is supported; of the others the script takes those there are. */
const TRACED_EVENTS = [
  'sock/inet_sock_set_state',
  'tcp/tcp_send_reset',
  'tcp/tcp_receive_reset',
  'tcp/tcp_retransmit_skb',
  'tcp/tcp_retransmit_synack',
] as const;

/**
 * The program that traces, for `sh -c`, run as root where the hosts' kernel is; `$0` names its instance of tracefs
 * (Documentation/trace/ftrace.rst), which nobody else uses and which goes when the program's stdin ends, however the
 * one at the other end of it ended. Raw pages of the ring buffers come out on stdout, each in one write of PIPE_BUF
 * bytes at most, so that those of several processors do not mix (pipe(7)). Everything else is told on stderr, each part
 * followed by a line that says what it is.
 *
 * Readers are ended by SIGKILL: one that is still becoming cat(1) would forget any other signal. Whoever it tells may be
 * gone, which must not end it before it has cleared up (SIGPIPE). An instance whose program was killed has no open
 * files, so that the next program can remove it; one in use is busy.
 */
export const OBSERVER_SCRIPT = `
  tracefs=/sys/kernel/tracing
  off() { echo "off $1" >&2; exit 1; }
  [ -d $tracefs/events ] || mount -t tracefs tracefs $tracefs 2>/dev/null
  [ -d $tracefs/instances ] || off "tracefs cannot be read on $tracefs by user $(id -u)"
  cd $tracefs/instances && rmdir halfclose-* 2>/dev/null
  mkdir "$0" 2>/dev/null && cd "$0" || off "no instance can be made in $tracefs/instances by user $(id -u)"
  exec 9<trace_clock
  readers=
  end() {
    trap - EXIT
    echo 0 >tracing_on
    [ -z "$readers" ] || kill -KILL $readers
    wait
    exec 9<&-
    cd .. && rmdir "$0"
  }
  trap end EXIT
  trap exit HUP INT TERM
  trap '' PIPE
  echo mono >trace_clock || off 'this kernel cannot trace by its monotonic clock'
  echo 0 >buffer_percent || off 'this kernel does not hand out what it traced at once (buffer_percent)'
  echo 4096 >buffer_size_kb
  formats=
  for event in ${TRACED_EVENTS.join(' ')}; do
    [ -e events/$event/enable ] || continue
    formats="$formats events/$event/format"
    echo 1 >events/$event/enable || off "$event cannot be traced"
  done
  cat events/header_page $formats >&2
  for cpu in per_cpu/cpu*; do
    cat $cpu/trace_pipe_raw 2>/dev/null 9<&- &
    readers="$readers $!"
  done
  echo ready >&2
  while read -r question; do
    cat per_cpu/cpu*/stats >&2
    echo "$question" >&2
  done`;
