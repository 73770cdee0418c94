import { uptime } from 'node:os';
import { dateOf } from '../real-time.ts';

// What a machine does to code comes and goes within minutes, and by the time of the day.
const HOURS = 6;
const HOUR = 3_600_000;

/**
 * Since when runs count as made in the same machine session as a run that is made now: on this machine since it was started, and not
 * long ago. Runs of a hosted runner, which is a new machine each time, are never of one session.
 * @param upSeconds for how long the machine has been up.
 */
export function machineSessionSince(now: Date = dateOf(), upSeconds: number = uptime()): Date {
  return dateOf(now.getTime() - Math.min(1000 * upSeconds, HOURS * HOUR));
}
