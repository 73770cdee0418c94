import type { Judgement } from '../../judge/history/case.ts';
import { isWork } from '../../judge/history/interruptions.ts';
import { percentInWords } from '../../judge/words.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';
import type { VerdictView } from '../../model/verdict.ts';

// The 5th percentile of fewer samples is their lowest or second lowest, and that one may have waited as well: of eight
// samples each, processes of unchanged code lay up to five times apart on two processors with ten programs.
const ENOUGH_SAMPLES = 20;

/**
 * Takes back an accusation of few samples that may be mere waiting. In a single process they cannot tell code that became
 * slower from code that had to wait for a processor. So it must be work, by its processor time, or the verdict is that it
 * cannot be told (docs/decisions/0021-waiting-in-one-process.md).
 * @param processes of all looks of a test that was measured in one process.
 */
export function withoutWaiting(judgement: Judgement, processes: readonly ProcessMeasurement[]): Judgement {
  const { validation, views } = judgement;
  const samples = Math.min(...processes.map((each) => each.samples.length));
  if (validation.verdict !== 'regression' || samples >= ENOUGH_SAMPLES) return judgement;
  const lowEnd = views.find(({ name }) => name === 'lowEnd')!;
  const cpuTime = views.find(({ name }) => name === 'cpuTime');
  if (isWork(shift(lowEnd), cpuTime ? shift(cpuTime) : 0)) return judgement;
  const work = cpuTime
    ? `its processor time changed by ${percentInWords(cpuTime.changePercent, true)}`
    : 'its processor time is not known';
  return {
    ...judgement,
    isDisputed: true,
    validation: {
      ...validation,
      isValid: true,
      verdict: 'inconclusive',
      message: `It took ${percentInWords(lowEnd.changePercent)} longer, but may only have waited: ${work}, and ${samples} samples are few. More iterations, more time for them (\`maxDuration\`) or a quieter machine would help, or a *.perf.ts file, which is measured in fresh processes.`,
    },
  };
}

function shift({ changePercent }: VerdictView): number {
  return Math.log1p(changePercent / 100);
}
