import { now, significant } from './clock.ts';
import { feelsControlKernel, runControlKernel, runWaitingControlKernel } from './control-kernel.ts';
import { processorTime } from './processor-time.ts';
import type { PreparedSubject } from './subject.ts';
import type { Batch } from './warm-up.ts';

// Taken before the code under test is loaded, which may replace them; nor is `push` used below.
const { ceil, max } = Math;
const CONTROL_PASSES = 20;
// After a pass the first sample is about 7 % slower than the others (sorting 500 strings: 19 %), the second one 2 %. It
// is caches that fill up again, and that is over after a millisecond.
const DISCARDED = 2;
const FILLS_CACHES = 1e-3;
// With fewer samples a location says nothing, however slow the function.
const LEAST_SAMPLES = 5;

/** How many samples to take, and for how long. */
export interface SamplingLimits {
  readonly iterations: number;
  /** Seconds; at least five samples are taken whatever it says. */
  readonly maxDuration: number;
  /** Whether calls have inputs, which are made while a sample is under way. */
  readonly hasInputs: boolean;
}

/** What was sampled. */
export interface SampledTimes {
  /** Seconds per call. */
  readonly samples: readonly number[];
  /** Seconds per pass of the control kernel, in between. */
  readonly control: readonly number[];
  /** Processor seconds per call, over all samples; null where the making of inputs would be in them. */
  readonly cpuTime: number | null;
  /** Processor seconds per pass of the control kernel; null where it was not run. */
  readonly controlCpuTime: number | null;
  /** How often in a sample, on average, other programs were given the processor. */
  readonly interruptions: number;
  readonly stoppedEarly: string | null;
  /** Samples in a row; absent where they were not taken by turns. */
  readonly samplesPerTurn?: number;
}

/** Takes the samples of one process, with passes of the control kernel spread evenly between them. */
export async function takeSamples(
  subject: PreparedSubject,
  batch: Batch,
  limits: SamplingLimits,
): Promise<SampledTimes> {
  const { callsPerSample, secondsPerSample } = batch;
  const { iterations, maxDuration, hasInputs } = limits;
  const samples: number[] = [];
  const control: number[] = [];
  const cpuTime = processorTime();
  const controlCpuTime = processorTime();
  const controlEvery = max(1, ceil(iterations / CONTROL_PASSES));
  const discarded = discardedAfterControl(secondsPerSample);
  const start = now();
  while (samples.length < iterations) {
    if (samples.length >= LEAST_SAMPLES && now() - start > maxDuration) break;
    if (samples.length % controlEvery === 0) {
      controlCpuTime.start();
      control[control.length] = await (subject.isAsync ? runWaitingControlKernel() : runControlKernel());
      controlCpuTime.stop();
      for (let i = 0; i < discarded; i++) await subject.run(callsPerSample);
    }
    cpuTime.start();
    const seconds = await subject.run(callsPerSample);
    cpuTime.stop();
    samples[samples.length] = seconds / callsPerSample;
  }
  return {
    samples: significant(samples),
    control: significant(control),
    cpuTime: hasInputs ? null : cpuTime.total() / (samples.length * callsPerSample),
    controlCpuTime: controlCpuTime.total() / control.length,
    interruptions: cpuTime.interruptions() / samples.length,
    stoppedEarly: shortfall(samples.length, limits),
  };
}

function discardedAfterControl(secondsPerSample: number): number {
  if (!feelsControlKernel(secondsPerSample)) return 0;
  return secondsPerSample < FILLS_CACHES ? DISCARDED : 1;
}

function shortfall(taken: number, { iterations, maxDuration }: SamplingLimits): string | null {
  if (taken === iterations) return null;
  return `${taken} of ${iterations} samples fitted into ${maxDuration} s`;
}
