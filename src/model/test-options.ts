import { type Bounds, OPTION_BOUNDS, RUN_BOUNDS } from './bounds.ts';
import { FUNCTION_METRIC_NAMES, type FunctionMetric } from './function-metrics.ts';
import type { StatisticalMethod } from './statistics.ts';

/** What there is to know of an option, as plain data; `option.ts` makes of it what checks a value. */
export type OptionFacts =
  | WholeNumber
  | FractionalNumber
  | Choice<string>
  | Words<string>
  | Texts
  | {
      readonly kind: 'name';
      readonly default: null;
      /** What counts where none is given. */
      readonly otherwise: string;
      readonly does: string;
      readonly bounds: Bounds;
    };

/** A whole number within bounds. */
export interface WholeNumber {
  readonly kind: 'whole';
  readonly default: number;
  /** The same of `perf.compare`, where that differs. */
  readonly ofComparisons?: number;
  /** What it does, for documentation and editors; Markdown without links. */
  readonly does: string;
  readonly bounds: Bounds;
}

/** A number within a range. */
export interface FractionalNumber {
  readonly kind: 'number';
  readonly default: number;
  /** The same of metrics that hardly scatter, where that differs. */
  readonly ofExact?: number;
  readonly does: string;
  readonly bounds: Range;
}

/** One of several words. */
export interface Choice<Word extends string> {
  readonly kind: 'choice';
  readonly default: Word;
  readonly does: string;
  readonly words: readonly Word[];
}

/** Several words, each once. */
export interface Words<Word extends string> {
  readonly kind: 'words';
  readonly default: readonly Word[];
  readonly does: string;
  readonly words: readonly Word[];
  /** What they are, in the plural. */
  readonly of: string;
}

/** Several texts. */
export interface Texts {
  readonly kind: 'texts';
  readonly default: readonly string[];
  readonly does: string;
  readonly bounds: Bounds;
  /** What they are, after "a list of". */
  readonly of: string;
}

/** Ends of a range: `least` and `most` belong to it, `above` and `below` do not. */
export interface Range {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  readonly below?: number;
  /** What is counted. */
  readonly unit?: string;
}

/**
 * How long warming up takes at least, in seconds. V8 optimises in the background, when it finds the time: after 0.1 s on
 * two busy processors a hundred samples of 0.3 ms were up to 20 % slower than later ones (of seven functions in nine
 * processes each), after 0.3 s up to 7 %. Between 0.2 s and 0.25 s ten functions of bench:accuracy showed no difference
 * beyond their spread (seven busy processes each). Both sides of a pair are equally warm, and their low ends are made of
 * later turns (docs/decisions/0022).
 */
export const WARM_UP_SECONDS = { alone: 0.2, ofPairs: 0.1 } as const;

const { duration } = OPTION_BOUNDS;
const someSeconds = { above: duration.least, most: duration.most, unit: duration.unit } as const;
const statisticalMethods = ['robust', 'parametric', 'bootstrap'] as const satisfies readonly StatisticalMethod[];

/**
 * Every option of a test, once: its default, what it accepts, what it does. Types, checks, plans, the configuration's
 * defaults for all tests with their JSON schema, and the table in docs/writing-tests.md follow from this table.
 */
export const TEST_OPTIONS = {
  /** Samples per process. Default 100. */
  iterations: {
    kind: 'whole',
    default: 100,
    does: 'samples per process; a sample is one call, or as many as the clock needs (`callsPerSample` in the result)',
    bounds: OPTION_BOUNDS.iterations,
  },
  /** Fresh processes a run, or pairs of them. Default 5; of a comparison 8. */
  processes: {
    kind: 'whole',
    default: 5,
    // It is decided on one number a pair: 8 pairs catch most slow-downs of 5 % beyond the limit.
    ofComparisons: 8,
    does: 'fresh processes a run; of `perf.compare` pairs of them, 8 where nothing is said',
    bounds: OPTION_BOUNDS.processes,
  },
  /** Samples that are thrown away first, for 0.2 seconds at least, unless it is 0. Default 5. */
  warmupIterations: {
    kind: 'whole',
    default: 5,
    does: `samples thrown away first, for ${WARM_UP_SECONDS.alone} s at least (each side of a pair: ${WARM_UP_SECONDS.ofPairs} s), unless it is 0`,
    bounds: OPTION_BOUNDS.warmupIterations,
  },
  /** Seconds of sampling per process; then it stops early and says so. Default 3. */
  maxDuration: {
    kind: 'number',
    default: 3,
    does: 'time for sampling in a process; a slower test takes fewer samples and says so',
    bounds: someSeconds,
  },
  /** Seconds after which a process is killed. Default 60; in CI multiplied by the configuration's `ciTimeoutMultiplier`. */
  timeLimit: {
    kind: 'number',
    default: 60,
    does: 'time after which a hanging process is killed; in CI multiplied by `ci_timeout_multiplier`',
    bounds: someSeconds,
  },
  /** Slow-downs below this are never called regressions, in percent. Default 2; of metrics that hardly scatter 0.5. */
  tolerancePercent: {
    kind: 'number',
    default: 2,
    // They move with the code alone.
    ofExact: 0.5,
    does: 'slow-downs below this are never regressions; of metrics that are `counted` or `single` 0.5 where nothing is said',
    bounds: OPTION_BOUNDS.tolerance,
  },
  /** Widens the measured noise margin: 1.2 leaves it 20 % of head-room. Default 1.2. */
  thresholdFactor: {
    kind: 'number',
    default: 1.2,
    does: 'widens the margin that noise sets: 1.2 is 20 % of head-room',
    bounds: OPTION_BOUNDS.thresholdFactor,
  },
  /** How the spread between runs is estimated. Default `'robust'`. */
  statisticalMethod: {
    kind: 'choice',
    default: 'robust',
    does: 'how the spread between runs is estimated',
    words: statisticalMethods,
  },
  /** What is measured of the function: `time` always is; functions are compared by it. Default `'time'`. */
  metrics: {
    kind: 'words',
    default: ['time'] as readonly FunctionMetric[],
    does: 'what is measured of a function; `time` always is, and the others in processes of their own; in-process measuring knows time alone',
    words: FUNCTION_METRIC_NAMES,
    of: 'metrics',
  },
  /** The name that the baseline is stored under; keep it when you rename a test. Default: the test's name. */
  baselineKey: {
    kind: 'name',
    default: null,
    otherwise: 'the name',
    does: 'what the baseline is stored under; keep it when you rename a test',
    bounds: RUN_BOUNDS.name,
  },
} as const satisfies Readonly<Record<string, OptionFacts>>;

/** The options that only comparisons have. */
export const COMPARISON_OPTIONS = {
  /** How much slower the candidate may be, in percent. Default 20. */
  maxOverheadPercent: {
    kind: 'number',
    default: 20,
    does: 'of `perf.compare`: how much slower the candidate may be',
    bounds: OPTION_BOUNDS.tolerance,
  },
  /** Which function is wanted: metrics that are to be small, in their order, and limits. Default: nothing is said of that. */
  prefer: {
    kind: 'texts',
    default: [] as readonly string[],
    does: 'of `perf.compare`: which function is wanted, by metrics that are to be small, the most important first, and limits such as `cpuTime <= 2 ms`',
    bounds: OPTION_BOUNDS.line,
    of: "metrics and limits, as in ['time', 'cpuTime <= 2 ms']",
  },
} as const satisfies Readonly<Record<string, OptionFacts>>;

/** What somebody may say of the options in a table. */
export type OptionsIn<Table> = { readonly [Name in keyof Table]?: ValueOf<Table[Name]> };

/** What an option's value is: one of its words or several, a number, or a text. */
type ValueOf<Facts> = Facts extends { readonly words: readonly (infer Word)[] }
  ? Facts extends { readonly kind: 'words' }
    ? readonly Word[]
    : Word
  : Facts extends { readonly kind: 'texts' }
    ? readonly string[]
    : Facts extends { readonly default: number }
      ? number
      : string;
