import { EnvironmentDetectionError } from '../errors.ts';
import { clockProfile } from '../measure/clock.ts';
import { runControlKernel } from '../measure/control-kernel.ts';
import type { BaselinePerformance } from '../model/environment.ts';
import { quantile } from '../statistics/quantile.ts';

const WARM_UPS = 10;
const PASSES = 40;

// Interruptions only add time, so a low quantile says what the machine can do; the lowest of all would be luck.
const LOW = 0.1;

// The reference machine: Intel Xeon (family 6 model 207, Emerald Rapids) at 2.3 GHz, virtual, two processors, Node
// 20.20.2, on 23 November 2026. In 132 processes the tenth percentile lay mostly at one of two levels, 237 and 305 µs,
// which also alternate within one process, as they do when a neighbour shares the core: the calm one is the reference.
const REFERENCE_SECONDS = 237e-6;

let measured: BaselinePerformance | null = null;

/**
 * The machine's own speed: resolution and cost of its clock, and how long the control kernel takes, as seconds and as a
 * multiple of the reference machine's time. Takes about 20 ms the first time and nothing after, because the answer is
 * kept for the life of the process.
 *
 * The factor is of the moment: a neighbour on the same core raises it by a quarter. It says what kind of machine this is,
 * and is too coarse to correct single results with; the control passes taken between samples are there for that.
 *
 * @throws EnvironmentDetectionError where the clock is too coarse to time the control kernel.
 */
export function measureBaselinePerformance(): BaselinePerformance {
  measured ??= measure(runControlKernel);
  return measured;
}

/** `measureBaselinePerformance` with a kernel of the caller's (seconds a pass), measured anew each time. */
export function measure(runKernel: () => number): BaselinePerformance {
  for (let i = 0; i < WARM_UPS; i++) runKernel();
  const controlTime = quantile(Array.from({ length: PASSES }, runKernel), LOW);
  const { resolution, cost } = clockProfile();
  if (!(controlTime > 0)) {
    throw new EnvironmentDetectionError(
      `the control kernel took ${controlTime} s by this clock, whose smallest step is ${resolution} s: results cannot ` +
        'be normalised on this machine. Check that nothing has replaced or frozen performance.now().',
      { data: { controlTime, timerResolution: resolution } },
    );
  }
  return { timerResolution: resolution, timerCost: cost, controlTime, factor: controlTime / REFERENCE_SECONDS };
}
