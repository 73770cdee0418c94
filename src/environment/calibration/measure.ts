import { EnvironmentDetectionError } from '../../errors.ts';
import { clockProfile } from '../../measure/clock.ts';
import type { BaselinePerformance, KernelSpeed } from '../../model/environment.ts';
import { isoTime } from '../../real-time.ts';
import { KERNEL_NAMES, type KernelName, type Kernels } from './kernels.ts';

// The first pass of a turn finds the caches as another kernel left them.
const PASSES_A_TURN = 5;
const LEAST_TURNS = 20;
const MOST_TURNS = 80;
// So many turns must have been as quick as the quickest, to this accuracy.
const AGREEING_TURNS = 5;
const AGREEMENT = 1.02;

// The reference machine: Intel Xeon (family 6 model 207, Emerald Rapids) at 2.3 GHz, virtual, two processors, Node
// 20.20.2, on 23 November 2026: medians of 40 processes, in seconds per pass.
const REFERENCE: Readonly<Record<KernelName, number>> = { compute: 189e-6, memory: 291e-6, allocation: 182e-6 };

/**
 * Measures a machine's own speed by its quickest passes, because interruptions and neighbours only add time. The kernels
 * take turns, so that a burst of noise cannot cover all of one kernel's, until several turns of each agree with its
 * quickest one: 70 ms on a calm machine, four times that at most.
 *
 * @throws EnvironmentDetectionError where the clock is too coarse to time a kernel.
 */
export function measureKernels(kernels: Kernels): BaselinePerformance {
  const turns: Record<KernelName, number[]> = { compute: [], memory: [], allocation: [] };
  const isSettled = () => KERNEL_NAMES.every((name) => agree(turns[name]));
  for (let turn = 0; turn < LEAST_TURNS || (turn < MOST_TURNS && !isSettled()); turn++) {
    for (const name of KERNEL_NAMES) turns[name].push(quickestOfTurn(kernels[name]));
  }
  const { resolution, cost } = clockProfile();
  const speed = (name: KernelName) => speedOf(name, Math.min(...turns[name]), resolution);
  const speeds = { compute: speed('compute'), memory: speed('memory'), allocation: speed('allocation') };
  return {
    timerResolution: resolution,
    timerCost: cost,
    kernels: speeds,
    factor: Math.cbrt(speeds.compute.factor * speeds.memory.factor * speeds.allocation.factor),
    measuredAt: isoTime(),
  };
}

function quickestOfTurn(runKernel: () => number): number {
  return Math.min(...Array.from({ length: PASSES_A_TURN }, runKernel));
}

function agree(turns: readonly number[]): boolean {
  const limit = Math.min(...turns) * AGREEMENT;
  return turns.filter((seconds) => seconds <= limit).length >= AGREEING_TURNS;
}

function speedOf(name: KernelName, seconds: number, resolution: number): KernelSpeed {
  if (seconds > 0) return { time: seconds, factor: seconds / REFERENCE[name] };
  throw new EnvironmentDetectionError(
    `the reference kernel '${name}' took ${seconds} s by this clock, whose smallest step is ${resolution} s: results ` +
      'cannot be normalised on this machine. Check that nothing has replaced or frozen performance.now().',
    { data: { kernel: name, seconds, timerResolution: resolution } },
  );
}
