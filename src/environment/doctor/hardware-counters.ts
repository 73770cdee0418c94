import { INSTRUCTIONS_EVENT } from '../../measure/metrics/groups.ts';
import type { HardwareCounters } from '../../model/doctor.ts';
import type { Host } from '../host.ts';
import type { RunCommand } from './commands.ts';

// What others than root may count: up to 2 what their own processes do, above it nothing (Debian's kernels know 3, Ubuntu's 4).
const PARANOID = '/proc/sys/kernel/perf_event_paranoid';
const MOST_PARANOID = 2;

/**
 * Whether the instructions that a process executes can be counted: by having `perf stat` count those of a program that ends at once.
 * @param event what is to be counted in place of instructions, by its name in perf.
 *
 * Source: perf-stat(1), `-x` and `--log-fd`; the kernel's Documentation/admin-guide/sysctl/kernel.rst, `perf_event_paranoid`.
 */
export async function askHardwareCounters(
  { platform, readFile }: Host,
  run: RunCommand,
  event: string = INSTRUCTIONS_EVENT,
): Promise<HardwareCounters> {
  if (platform !== 'linux') return without('perf is a program of Linux; there is none like it that evenkeel uses here');
  const counted = await run('perf', ['stat', '--log-fd', '1', '-x', ',', '-e', event, '--', 'true']);
  if (counted !== null && new RegExp(`^[\\d.]+,[^,]*,${event.split(':')[0]}`, 'm').test(counted))
    return { instructions: true, reason: null };
  if (counted?.includes('<not supported>')) {
    return without(
      'the processor shows none of its counters, as in most virtual machines: take a machine of its own, or have the host pass them on (a virtual PMU)',
    );
  }
  if (counted !== null) return without(`perf counted none; look at what \`perf stat -e ${event} true\` says`);
  if ((await run('perf', ['--version'])) === null) {
    return without(
      'there is no `perf` on the PATH, or it fits another kernel: install it (Debian: linux-perf, Ubuntu: linux-tools-generic)',
    );
  }
  const paranoid = Number(readFile(PARANOID)?.trim() || Number.NaN);
  return without(
    paranoid > MOST_PARANOID
      ? `the kernel does not let this user count (${PARANOID} is ${paranoid}): sudo sysctl kernel.perf_event_paranoid=${MOST_PARANOID}`
      : 'perf may not count here: a container needs the capability PERFMON, or a seccomp profile that allows perf_event_open',
  );
}

function without(reason: string): HardwareCounters {
  return { instructions: false, reason };
}
