import type { UsedFallback } from './dependencies.ts';
import type { ResourceMetrics } from './environment.ts';

/**
 * How samples came about. Results of different methods are never compared with each other:
 * - `fresh_processes`: by `evenkeel run`, several processes started for this one test;
 * - `in_process`: by `runPerformanceTest`, in the process that calls it;
 * - `samples`: handed over by the caller, measured elsewhere.
 */
export type MeasurementMethod = 'fresh_processes' | 'in_process' | 'samples';

/**
 * What a process noticed of its test that may make the times mean something else than its author thinks:
 * - `returns_function`, `returns_promises`, `returns_running`, `returns_stream`, `returns_observable`: what a call returns may
 *   stand for work that is done later;
 * - `leaves_running`: every call starts work that it does not wait for;
 * - `changes_input`: calls change what they are given, and are quicker on what was changed before;
 * - `changes_state`: calls change something outside of the function, and what they find there decides how long they take;
 * - `grows_state`: something outside of the function gets larger with every call;
 * - `slow_globals`: global names are found through a test runner's context.
 */
export type Observation =
  | { readonly kind: 'returns_function' }
  | { readonly kind: 'returns_promises' }
  | { readonly kind: 'returns_running' }
  | { readonly kind: 'returns_stream' }
  | { readonly kind: 'returns_observable' }
  | { readonly kind: 'leaves_running' }
  | {
      readonly kind: 'changes_input';
      /** Seconds of a call on what no call has changed yet. */
      readonly fresh: number;
      /** Seconds of a call after that. */
      readonly used: number;
    }
  | {
      readonly kind: 'changes_state';
      /** The variable. */
      readonly name: string;
      /** Seconds of a call that finds everything as it was before the first call. */
      readonly fresh: number;
      /** Seconds of a call that finds it as the calls left it. */
      readonly used: number;
    }
  | {
      readonly kind: 'grows_state';
      /** The variable. */
      readonly name: string;
      /** How many entries a call leaves behind. */
      readonly entries: number;
    }
  | {
      readonly kind: 'slow_globals';
      /** Seconds that finding a global takes. */
      readonly seconds: number;
    };

/** What one process measured of one test. */
export interface ProcessMeasurement {
  /** Which process of the run it was, counted from 0. */
  readonly round: number;
  /** The test's place in the order of that round, counted from 0. */
  readonly position: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Calls that were timed together as one sample. */
  readonly callsPerSample: number;
  /** Seconds per call, in the order they were taken. */
  readonly samples: readonly number[];
  /** Samples in a row of a process that measured by turns with another one; absent of one that measured alone. */
  readonly samplesPerTurn?: number;
  /** Seconds per pass of the control kernel, taken between the samples and spread evenly over them. */
  readonly control: readonly number[];
  /**
   * Processor seconds per call, over all samples: the mean without what the process spent waiting for its turn. Null where
   * calls have inputs, the making of which would be in it, and where other code shares the process.
   */
  readonly cpuTime: number | null;
  /** Processor seconds per pass of the control kernel; null where `cpuTime` is. */
  readonly controlCpuTime: number | null;
  /**
   * How often in a sample, on average, the operating system gave the processor to other programs: from about once a
   * sample on, times by the clock are theirs in part. What came between samples does not count. Always 0 on Windows, which does not count; null where other
   * code shares the process.
   */
  readonly interruptions: number | null;
  /** This process's estimate of where the test's time lies, in seconds per call. */
  readonly location: number;
  /** Seconds per call of an empty function, measured through the same loop. */
  readonly emptyCall: number;
  /** Share of a sample that reading the clock cost: 0.01 is 1 %. */
  readonly timingShare: number;
  /** Whether garbage could be collected before sampling. */
  readonly collectedGarbage: boolean;
  /** Why fewer samples were taken than asked for; null where all were. */
  readonly stoppedEarly: string | null;
  /** What was called in place of functions that could not be had, set-up included; absent where nothing was. */
  readonly fallbacks?: readonly UsedFallback[];
  /** What the process noticed that its user should know; absent where that is nothing. */
  readonly observations?: readonly Observation[];
  /** What the machine was doing meanwhile, from the start of the process to its end; absent where it was not observed. */
  readonly resources?: ResourceMetrics;
}

/**
 * One way of looking at a process's samples: at their low end (`location`), or at all of them (`cpuTime`). Noise only adds
 * time, so the low end is the steadiest; but it is blind to a dearer slow branch, which the mean shows.
 */
export type Aspect = 'lowEnd' | 'cpuTime';

/**
 * How the two processes of a pair were measured:
 * - `by_turns`: both at once, in turns of milliseconds, so that noise meets both alike;
 * - `one_after_other`: because two processes of this code cannot live side by side.
 */
export type PairManner =
  | {
      readonly kind: 'by_turns';
      /** Whether both were kept on one processor, so that none of them had the quieter one. */
      readonly isPinned: boolean;
    }
  | {
      readonly kind: 'one_after_other';
      /** Why, as the end of a sentence. */
      readonly reason: string;
    };
