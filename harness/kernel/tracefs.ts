/**
 * For a shell: goes to the kernel's trace, which it mounts where it is not and may be; fails where it cannot be read. An
 * init system mounts it at boot, and many a machine has none (Documentation/trace/ftrace.rst).
 */
export const ENTER_TRACEFS = `{
    [ -d /sys/kernel/tracing/instances ] || mount -t tracefs tracefs /sys/kernel/tracing
    cd /sys/kernel/tracing/instances && cd ..
  }`;
