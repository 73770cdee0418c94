import { runControlKernel } from '../../measure/control-kernel.ts';
import type { NoiseFindings } from '../../model/doctor.ts';
import { quantile } from '../../statistics/core/quantile.ts';
import { type Host, thisHost } from '../host.ts';
import { startResourceWatch } from '../resources.ts';

const WARM_UPS = 20;

/**
 * Runs the control kernel over and over, and says how unlike its passes were: the work never changes, so that whatever
 * differs is the machine.
 *
 * @param seconds of kernel time; at least one pass is made.
 * @param runKernel makes a pass and answers its seconds.
 */
export function listenForNoise(
  seconds: number,
  runKernel: () => number = runControlKernel,
  host: Host = thisHost(),
): NoiseFindings {
  for (let i = 0; i < WARM_UPS; i++) runKernel();
  const watch = startResourceWatch(host);
  const passes: number[] = [];
  let spent = 0;
  do {
    const pass = runKernel();
    passes.push(pass);
    spent += pass;
  } while (spent < seconds);
  const quickest = quantile(passes, 0);
  const above = (level: number) => 100 * (quantile(passes, level) / quickest - 1);
  return {
    passes: passes.length,
    quickest,
    medianPercent: above(0.5),
    percentile95Percent: above(0.95),
    longestInterruption: quantile(passes, 1) - quickest,
    resources: watch.stop(),
  };
}
