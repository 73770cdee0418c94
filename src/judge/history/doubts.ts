import type { Doubt, DoubtCheck, DoubtName } from '../../model/verdict.ts';
import {
  BLIND_ABOVE_PERCENT,
  CLEAR_ERRORS,
  ENOUGH_SAMPLES,
  FAR_FROM_THE_MARGIN,
  LOOKS_FOR_A_CHANGE,
  MOST_INTERRUPTED,
  RUNS_FOR_CPU_TIME,
  STEEPEST,
} from '../constants.ts';
import { minimumDetectableChangePercent } from '../margin.ts';
import { percentText, percentTextOf } from '../percent.ts';
import { isWork } from './interruptions.ts';
import type { View } from './views.ts';

/** A reason not to believe what a view seems to show. */
export interface DoubtRule {
  readonly name: DoubtName;
  /**
   * What it keeps from being: a slow-down in every look from being a `regression`; a view from accusing at all; what is
   * not slower from being a `pass`.
   */
  readonly against: 'regression' | 'view' | 'pass';
  readonly applies: (view: View) => boolean;
  /** What follows "It looks slower, but", for people. */
  readonly clause: (view: View) => string;
  /** What it went by, whether it applied or not. */
  readonly figures: (view: View) => string;
  /** Where it is from. */
  readonly source: string;
  /** Another look cannot clear it up. Default: it may. */
  readonly isFinal?: true;
  /** What would help, where that is not what helps against noise. */
  readonly remedy?: string;
}

/**
 * Every doubt there is, in the order in which people are told of them. What each costs and saves stands in
 * docs/how-verdicts-are-made.md.
 */
export const DOUBTS: readonly DoubtRule[] = [
  {
    name: 'looks_disagree',
    against: 'regression',
    applies: ({ slowLooks, looks }) => slowLooks < looks,
    clause: ({ looks }) =>
      looks === 2 ? 'a second measurement did not agree' : 'two more measurements did not all agree',
    figures: ({ slowLooks, looks }) => `${slowLooks} of ${looks} measurements lie beyond the noise, all must`,
    source: 'a single look is wrong in up to 8 % of runs: constants.ts, FALSE_ALARM_RATE_OF_SEVERAL',
  },
  {
    name: 'waited_in_one_process',
    against: 'regression',
    applies: ({ oneProcess }) =>
      oneProcess !== null &&
      oneProcess.samples < ENOUGH_SAMPLES &&
      !isWork(oneProcess.clockShift, oneProcess.workShift),
    clause: ({ oneProcess }) =>
      `it may only have waited: ${workInWords(oneProcess!.workShift)}, and ${oneProcess!.samples} samples are few`,
    figures: ({ oneProcess }) =>
      oneProcess === null
        ? 'it had processes of its own'
        : `${oneProcess.samples} samples, of which ${ENOUGH_SAMPLES} are enough; ${workInWords(oneProcess.workShift)}`,
    source: 'docs/decisions/0021-waiting-in-one-process.md',
    isFinal: true,
    remedy:
      'More iterations, more time for them (`maxDuration`) or a quieter machine would help, or a *.perf.ts file, which is measured in fresh processes.',
  },
  {
    name: 'interrupted_by_other_programs',
    against: 'regression',
    applies: ({ shift, interrupted, workShift }) => interrupted > MOST_INTERRUPTED && !isWork(shift, workShift),
    clause: () =>
      'other programs were given the processor in the middle of most samples, and its processor time does not show it',
    figures: ({ interrupted, workShift }) =>
      `${percentText(100 * interrupted)} of its processes were interrupted in their quickest samples, ${percentText(100 * MOST_INTERRUPTED)} may be; ${workInWords(workShift)}`,
    source: 'live recording at a load of 10 on two processors: constants.ts, OFTEN_INTERRUPTED',
  },
  {
    name: 'machine_slower_than_any_past_run',
    against: 'regression',
    applies: ({ shift, machine }) => shift < STEEPEST * machine.beyond,
    clause: ({ machine }) =>
      `so was the machine, more than in any past run (the control kernel took ${percentTextOf(machine.shift)} longer)`,
    figures: ({ shift, machine }) =>
      `the control kernel took ${percentTextOf(machine.beyond)} longer than in the slowest past run; ${STEEPEST} times that (logarithmic) could explain ${percentTextOf(STEEPEST * machine.beyond)} of ${percentTextOf(shift, true)}`,
    source: 'live recording: an unchanged function took 65 % longer on a machine 18 % slower: constants.ts, STEEPEST',
  },
  {
    name: 'processes_disagree',
    against: 'regression',
    applies: ({ shift, tolerance, error }) => !(shift - tolerance > CLEAR_ERRORS * error),
    clause: () => 'its own processes disagree too much to be sure',
    figures: ({ shift, tolerance, error }) =>
      `it is ${error === 0 ? 'surely' : `${((shift - tolerance) / error).toFixed(1)} standard errors of its own processes`} beyond the tolerance of ${percentTextOf(tolerance)}; ${CLEAR_ERRORS} are needed`,
    source: 'replayed looks at unchanged code: docs/decisions/0004-first-judge.md',
  },
  {
    name: 'not_outstanding',
    against: 'regression',
    applies: ({ outstanding }) => !outstanding.holds,
    clause: () => 'processes of past runs were as slow by chance',
    figures: ({ outstanding: { chance, level } }) =>
      chance === null
        ? 'each of its processes was slower than every past one'
        : `unchanged code has processes like these with a chance of ${inHundreds(chance)}, of which ${inHundreds(level)} is low enough`,
    source:
      'precedence test (Balakrishnan and Ng, 2006), simulated functions with two modes: constants.ts, PRECEDENCE_LEVEL_OF_ONE',
  },
  {
    name: 'near_the_margin',
    against: 'regression',
    applies: isNearTheMargin,
    clause: ({ looks }) =>
      looks === LOOKS_FOR_A_CHANGE
        ? 'for two measurements it is too near what counts as noise'
        : 'together its measurements are within what counts as noise',
    figures: ({ shift, margin, looks }) =>
      `it is ${(shift / margin.width).toFixed(2)} times what counts as noise; ${looks === LOOKS_FOR_A_CHANGE ? `two measurements need ${FAR_FROM_THE_MARGIN}` : 'it must be more than 1'}`,
    source: 'recorded noise: constants.ts, FAR_FROM_THE_MARGIN',
  },
  {
    name: 'few_runs_of_cpu_time',
    against: 'view',
    applies: ({ name, runs }) => name === 'cpuTime' && runs < RUNS_FOR_CPU_TIME,
    clause: () => `what processor time does between runs must be seen for ${RUNS_FOR_CPU_TIME} runs first`,
    figures: ({ name, runs }) =>
      name === 'cpuTime' ? `${runs} past runs; ${RUNS_FOR_CPU_TIME} are needed` : 'this is not about processor time',
    source:
      'live recording: processor time of a function that reads files jumps by 160 %: constants.ts, RUNS_FOR_CPU_TIME',
  },
  {
    name: 'too_noisy',
    against: 'pass',
    applies: ({ hiddenPercent }) => hiddenPercent > BLIND_ABOVE_PERCENT,
    clause: ({ margin }) =>
      `a slow-down below ${percentText(minimumDetectableChangePercent(margin))} would not be seen`,
    figures: ({ hiddenPercent }) =>
      `runs of unchanged code scatter so much that ${percentText(hiddenPercent)} counts as noise; ${BLIND_ABOVE_PERCENT} % may`,
    source: 'a gate that takes half of the time for noise is none: constants.ts, BLIND_ABOVE_PERCENT',
  },
];

/** The doubts of a kind that apply to a view. */
export function doubtsOf(view: View, against: DoubtRule['against']): readonly DoubtRule[] {
  return DOUBTS.filter((rule) => rule.against === against && rule.applies(view));
}

/** Whether a view may accuse at all. */
export function mayAccuse(view: View): boolean {
  return doubtsOf(view, 'view').length === 0;
}

/** Whether a change is too near what counts as noise for so few looks. */
export function isNearTheMargin({ looks, shift, margin }: View): boolean {
  return !(Math.abs(shift) > (looks === LOOKS_FOR_A_CHANGE ? FAR_FROM_THE_MARGIN : 1) * margin.width);
}

/** What applies to a view, as the verdict carries it. */
export function toldDoubts(rules: readonly DoubtRule[], view: View): readonly Doubt[] {
  return rules.map((rule) => ({ name: rule.name, sentence: sentenceOf(rule.clause(view)) }));
}

/** Every doubt with what it went by. */
export function checksOf(view: View): readonly DoubtCheck[] {
  return DOUBTS.map((rule) => ({ name: rule.name, applies: rule.applies(view), figures: rule.figures(view) }));
}

function sentenceOf(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

function workInWords(shift: number | null): string {
  if (shift === null) return 'its processor time is not known';
  return `its processor time changed by ${percentTextOf(shift, true)}`;
}

function inHundreds(chance: number): string {
  return `${(100 * chance).toPrecision(2)} %`;
}
