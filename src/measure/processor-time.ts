/** Adds up what stretches of this process cost its processors. */
export interface ProcessorTime {
  start(): void;
  stop(): void;
  /** Seconds of all stretches so far, of all threads: what the garbage collector does besides is in them. */
  total(): number;
}

/**
 * A stop-watch that stands still while others have the processor. The clock on the wall runs on: on a busy machine a
 * mean of its times varies by half, while that of processor time varies as little as the work.
 */
export function processorTime(): ProcessorTime {
  let microseconds = 0;
  let before: NodeJS.CpuUsage | undefined;
  return {
    start() {
      before = process.cpuUsage();
    },
    stop() {
      const { user, system } = process.cpuUsage(before);
      microseconds += user + system;
    },
    total: () => microseconds / 1e6,
  };
}
