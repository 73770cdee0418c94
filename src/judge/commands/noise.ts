import { median } from '../../statistics/core/median.ts';
import { standardDeviation } from '../../statistics/core/standard-deviation.ts';
import type { MetricJudgement } from '../metrics/case.ts';
import { percentText, percentTextOf } from '../percent.ts';

/** What was measured beside a command's time. */
export interface NoiseFacts {
  /** Seconds of each run. */
  readonly times: readonly number[];
  /** Seconds of the control that took turns with them. */
  readonly controls: readonly number[];
  /** Seconds of the control in past runs. */
  readonly pastControls: readonly number[];
}

/** Standard errors of a run's own scatter that a slow-down must be beyond: one tail of a thousandth, as for every figure. */
const ERRORS = 3.09;
// Of a median against a mean, for what is normal.
const OF_A_MEDIAN = Math.sqrt(Math.PI / 2);

/**
 * A slow-down of a command, doubted where the machine explains it: where the control, which is always the same work, was
 * slower as well, by so much less of it is the command's; and where this run's own times scatter so much that another run of
 * the same code could have been as slow. What is left within the margin is inconclusive.
 */
export function withinNoise(judgement: MetricJudgement, facts: NoiseFacts): MetricJudgement {
  const { baselineMedian, adaptiveFactor } = judgement.thresholds;
  if (baselineMedian === null) return judgement;
  const shift = Math.log(median(facts.times) / baselineMedian);
  const machine = slowerMachine(facts);
  const scatter = ERRORS * Math.SQRT2 * errorOfMedian(facts.times);
  if (shift - machine > Math.max(Math.log(adaptiveFactor), scatter)) return judgement;
  const why =
    machine > 0
      ? `the control, which is always the same work, was ${percentTextOf(machine)} slower as well: the machine was another one, or busier`
      : `its runs scatter so much that the same code could have been as slow (by ${percentTextOf(scatter)})`;
  const size = judgement.change === null ? 'slower' : `${percentText(judgement.change.percent)} slower`;
  const message = `It was ${size} than the baseline, but ${why}. Run it again on a calmer machine, or compare with the code itself: evenkeel compare.`;
  return { ...judgement, validation: { ...judgement.validation, verdict: 'inconclusive', isValid: true, message } };
}

function slowerMachine({ controls, pastControls }: NoiseFacts): number {
  if (controls.length === 0 || pastControls.length === 0) return 0;
  return Math.max(0, Math.log(median(controls) / median(pastControls)));
}

/** Standard error of the median of some times, by how they scatter, on the logarithmic scale; 0 for a single one. */
export function errorOfMedian(times: readonly number[]): number {
  if (times.length < 2) return 0;
  return (OF_A_MEDIAN * standardDeviation(times.map(Math.log))) / Math.sqrt(times.length);
}
