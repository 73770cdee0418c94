import { median } from '../../statistics/core/median.ts';
import { medianAbsoluteDeviation } from '../../statistics/core/median-absolute-deviation.ts';
import {
  HUBER,
  LEAST_RESIDUAL,
  MODEL_ERROR,
  PRIOR_SLOPE,
  PRIOR_SLOPE_DEVIATION,
  REGRESSION_PASSES,
  WORTH_OF_A_PROCESS,
} from '../constants.ts';
import type { RunLogs } from '../run-logs.ts';

/** How a test's time follows the control kernel's, by its past processes; everything on the logarithmic scale. */
export interface MachineModel {
  /** 1 is "10 % where the kernel takes 10 % longer", 0 is "not at all". */
  readonly slope: number;
  /** Standard deviation of that slope. */
  readonly uncertainty: number;
  /** The control kernel's time in the past runs, and in the slowest of them. */
  readonly reference: number;
  readonly slowest: number;
}

/** What the machine of one run does to its time; everything on the logarithmic scale. */
export interface MachineEffect {
  /** How much slower the control kernel was than in the past runs; negative where it was faster. */
  readonly shift: number;
  /** How much of the run's time is put down to that. */
  readonly correction: number;
  /** Standard deviation of that figure. */
  readonly deviation: number;
  /** How much slower the control kernel was than in the slowest of the past runs; 0 where it was not. */
  readonly beyond: number;
}

export const NO_EFFECT: MachineEffect = { shift: 0, correction: 0, deviation: 0, beyond: 0 };

const MAD_TO_DEVIATION = 1.4826;

/**
 * Fits how a test's time follows the control kernel's: a robust regression of the past processes' logarithms with a
 * prior on its slope (Gelman et al., Bayesian Data Analysis, 3rd ed., 14). Null where the kernel was not run.
 */
export function machineModel(history: readonly RunLogs[]): MachineModel | null {
  const controls = history.map(({ control }) => control);
  if (controls.length === 0 || controls.includes(null)) return null;
  const fit = fitSlope(
    history.flatMap((run) => run.controls),
    history.flatMap((run) => run.times),
  );
  return { ...fit, reference: median(controls as number[]), slowest: Math.max(...(controls as number[])) };
}

/** What the machine of a run does to its time. */
export function machineEffect(model: MachineModel | null, { control }: Pick<RunLogs, 'control'>): MachineEffect {
  if (model === null || control === null) return NO_EFFECT;
  const shift = control - model.reference;
  return {
    shift,
    correction: model.slope * shift,
    deviation: Math.hypot(model.uncertainty, MODEL_ERROR) * Math.abs(shift),
    beyond: Math.max(0, control - model.slowest),
  };
}

function fitSlope(controls: readonly number[], times: readonly number[]): Pick<MachineModel, 'slope' | 'uncertainty'> {
  const middle = { control: median(controls), time: median(times) };
  const priorWorth = 1 / PRIOR_SLOPE_DEVIATION ** 2;
  let slope = PRIOR_SLOPE;
  let worth = priorWorth;
  for (let pass = 0; pass < REGRESSION_PASSES; pass++) {
    const residuals = times.map((time, i) => time - middle.time - slope * (controls[i]! - middle.control));
    const deviation = Math.max(LEAST_RESIDUAL, MAD_TO_DEVIATION * medianAbsoluteDeviation(residuals));
    let [xx, xy] = [0, 0];
    for (let i = 0; i < times.length; i++) {
      const weight = Math.min(1, (HUBER * deviation) / Math.abs(residuals[i]!));
      const x = controls[i]! - middle.control;
      xx += weight * x * x;
      xy += weight * x * (times[i]! - middle.time);
    }
    const unit = WORTH_OF_A_PROCESS / deviation ** 2;
    worth = priorWorth + unit * xx;
    slope = (priorWorth * PRIOR_SLOPE + unit * xy) / worth;
  }
  return { slope, uncertainty: 1 / Math.sqrt(worth) };
}
