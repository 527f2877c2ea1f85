import { ENTER_TRACEFS } from '../../kernel/tracefs.ts';

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
 * A read of trace_pipe_raw returns nothing, as at the end of a file, where an event is just being written
 * (tracing_buffers_read; discoveries/trace-pipe-raw-ends-early.md): cat(1) then goes on to the next file, which is the same.
 * Each reader is a process group, once it has become one; it is ended by SIGKILL, since what is still becoming cat(1)
 * would forget any other signal, and takes a moment to let go of its file. Between the making of an instance and the
 * opening of a file in it, another program may take it for one that was left; the file may open all the same, and be
 * that of an instance made since (discoveries/trace-instance-opened-as-another.md): only the folder's being there counts. Whoever it tells may be
 * gone, which must not end it before it has cleared up (SIGPIPE). Where the program itself is killed its readers go with
 * it, also those whose parent had gone before they could ask to be told (PR_SET_PDEATHSIG): one that stayed would hold its
 * instance and every descriptor that it inherited for as long as its processor sees no TCP. The instance has no open files
 * then: SWEEP_SCRIPT can remove it, and the next program does. One in use is busy.
 */
export const OBSERVER_SCRIPT = `
  off() { echo "off $1" >&2; exit 1; }
  ${ENTER_TRACEFS} 2>/dev/null || off "tracefs cannot be read on /sys/kernel/tracing by user $(id -u)"
  command -v setpriv setsid >/dev/null || off 'setpriv and setsid are not there (util-linux)'
  cd instances && rmdir halfclose-* 2>/dev/null
  tries=0
  until mkdir "$0" && command exec 9<"$0/trace_clock" && cd "$0"; do
    [ $((tries += 1)) -le 10 ] || off "no instance can be made in $PWD by user $(id -u)"
  done 2>/dev/null
  readers=
  end() {
    trap - EXIT
    echo 0 >tracing_on
    for reader in $readers; do kill -KILL $reader; kill -KILL -$reader; done 2>/dev/null
    wait
    exec 9<&-
    cd ..
    tries=0
    until rmdir "$0" || [ $((tries += 1)) -gt 1000 ]; do :; done 2>/dev/null
  }
  trap end EXIT
  trap exit HUP INT TERM
  trap '' PIPE
  echo mono >trace_clock || off 'this kernel cannot trace by its monotonic clock'
  echo 0 >buffer_percent || off 'this kernel does not hand out what it traced at once (buffer_percent)'
  echo 4096 >buffer_size_kb || off 'its buffers cannot be made larger'
  formats=
  for event in ${TRACED_EVENTS.join(' ')}; do
    [ -e events/$event/enable ] || continue
    formats="$formats events/$event/format"
    echo 1 >events/$event/enable || off "$event cannot be traced"
  done
  cat /proc/sys/kernel/random/boot_id >&2
  echo boot >&2
  cat events/header_page $formats >&2
  export unless_orphan='[ $PPID = $0 ] && exec "$@"'
  for cpu in per_cpu/cpu*; do
    export pages=$cpu/trace_pipe_raw
    for times in 2 4 8 16 32 64 128 256 512; do pages="$pages $pages"; done
    setpriv --pdeathsig KILL sh -c "$unless_orphan" $$ setsid sh -c \
      'while setpriv --pdeathsig KILL sh -c "$unless_orphan" $$ cat $pages; do :; done' 2>/dev/null 9<&- &
    readers="$readers $!"
  done
  echo ready >&2
  while read -r question; do
    cat per_cpu/cpu*/stats >&2
    echo "$question" >&2
  done`;

/** Removes the instances that killed programs left, and names them. */
export const SWEEP_SCRIPT = `
  ${ENTER_TRACEFS} 2>/dev/null && cd instances || exit 0
  for instance in halfclose-*; do
    rmdir "$instance" 2>/dev/null && echo "$instance"
  done`;
