// Taken before the code under test is loaded, which may replace it.
const resourceUsage = process.resourceUsage.bind(process);

/** Adds up what stretches of this process cost its processors. */
export interface ProcessorTime {
  start(): void;
  stop(): void;
  /** Seconds of all stretches so far, of all threads: what the garbage collector does besides is in them. */
  total(): number;
  /** How often in these stretches the operating system gave the processor to other programs; 0 on Windows, which does not count. */
  interruptions(): number;
}

/**
 * A stop-watch that stands still while others have the processor. The clock on the wall runs on: on a busy machine a
 * mean of its times varies by half, while that of processor time varies as little as the work.
 */
export function processorTime(): ProcessorTime {
  let microseconds = 0;
  let interruptions = 0;
  let before = resourceUsage();
  return {
    start() {
      before = resourceUsage();
    },
    stop() {
      const after = resourceUsage();
      microseconds += after.userCPUTime - before.userCPUTime + after.systemCPUTime - before.systemCPUTime;
      interruptions += after.involuntaryContextSwitches - before.involuntaryContextSwitches;
    },
    total: () => microseconds / 1e6,
    interruptions: () => interruptions,
  };
}
