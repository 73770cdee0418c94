import { significant } from './clock.ts';
import { processorTime } from './processor-time.ts';
import type { SampledTimes } from './sampling.ts';
import type { PreparedSubject } from './subject.ts';
import type { Batch } from './warm-up.ts';

/** How both sides of a pair are sampled. */
export interface TurnPlan {
  /** Calls that are timed together as one sample. */
  readonly callsPerSample: number;
  /** Samples in a row, until it is the other side's turn. */
  readonly samplesPerTurn: number;
}

/** The other side of a pair, as seen from the process of this one: both measure the same test by turns. */
export interface Partner {
  /** Says how this side would be sampled on its own, and returns how both are. */
  agree(own: Batch): Promise<TurnPlan>;
  /** Waits until it is this side's turn; the one before ends with that. False where there is none any more. */
  nextTurn(): Promise<boolean>;
}

/**
 * Samples by turns: while it is the other side's turn this process waits, so that what slows the machine down for a
 * moment slows down both. A call that is longer than a turn is a turn of its own.
 */
export async function takeTurns(
  subject: PreparedSubject,
  { callsPerSample }: Batch,
  { samplesPerTurn, hasInputs }: Pick<TurnPlan, 'samplesPerTurn'> & { readonly hasInputs: boolean },
  partner: Partner,
): Promise<SampledTimes> {
  const samples: number[] = [];
  const cpuTime = processorTime();
  while (await partner.nextTurn()) {
    cpuTime.start();
    for (let i = 0; i < samplesPerTurn; i++) {
      samples[samples.length] = (await subject.run(callsPerSample)) / callsPerSample;
    }
    cpuTime.stop();
  }
  return {
    samples: significant(samples),
    // What the machine does meanwhile it does to both sides, so it need not be observed.
    control: [],
    controlCpuTime: null,
    cpuTime: hasInputs ? null : cpuTime.total() / (samples.length * callsPerSample),
    interruptions: cpuTime.interruptions() / samples.length,
    stoppedEarly: null,
    samplesPerTurn,
  };
}
