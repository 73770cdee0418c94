import type { CommandRun } from '../../model/command.ts';
import { median } from '../../statistics/core/median.ts';
import { modifiedZScoreOutliers } from '../../statistics/core/outliers.ts';
import { quantileSorted } from '../../statistics/core/quantile.ts';
import { sortedCopy } from '../../statistics/core/sorted.ts';

/** What the notes on a command's runs go by. */
export interface NotedRuns {
  /** Without what the shell took. */
  readonly runs: readonly CommandRun[];
  /** Seconds; null where there is no shell. */
  readonly shellTime: number | null;
  /** Runs before the first of them. */
  readonly warmUps: number;
}

// Below this the start of a shell is most of it; in seconds. As hyperfine has it.
const SHORT = 0.005;
// A first run is slow where it stands out by so much of the median.
const SLOW_FIRST = 1.1;
// Width of the middle half of the runs, as a share of the median, from which on they are noisy.
const NOISY_WIDTH = 0.2;
// Share of runs that stand apart from which on it is said, where there are enough to tell.
const NOISY_SHARE = 0.1;
const ENOUGH_FOR_OUTLIERS = 10;
const CALMER =
  'Other programs may be using the machine; more runs (--min-runs) make up for some of it, and --prepare for caches.';

/** What to know of a command's figures, in sentences. */
export function notesOnRuns(noted: NotedRuns): readonly string[] {
  const { runs } = noted;
  const times = runs.map(({ wall }) => wall);
  return [...notesOnEnds(runs), ...(runs.length < 2 ? [] : notesOnTimes(times, noted))];
}

function notesOnTimes(times: readonly number[], { shellTime, warmUps }: NotedRuns): string[] {
  const notes: string[] = [];
  const center = median(times);
  const outliers = modifiedZScoreOutliers(times);
  const isSlowFirst = center > 0 && outliers.includes(0) && times[0]! > SLOW_FIRST * center;
  if (isSlowFirst) {
    const advice =
      warmUps === 0
        ? 'Let it warm up with --warmup 3, or make every run a first one with --prepare.'
        : 'Raise --warmup.';
    notes.push(`The first run took ${(times[0]! / center).toFixed(1)} times as long as the median of all. ${advice}`);
  }
  const sorted = sortedCopy(times);
  const width = (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)) / center;
  const others = outliers.length - (isSlowFirst ? 1 : 0);
  if (width > NOISY_WIDTH) {
    notes.push(
      `The runs are noisy: the middle half of them spans ${(100 * width).toFixed(0)} % of the median. ${CALMER}`,
    );
  } else if (times.length >= ENOUGH_FOR_OUTLIERS && others > NOISY_SHARE * times.length) {
    notes.push(`${others} of ${times.length} runs stand apart from the others. ${CALMER}`);
  }
  if (shellTime === null) return notes;
  const taken = `${(1000 * shellTime).toFixed(1)} ms, the time of the shell,`;
  if (times.includes(0)) {
    notes.push(`Some runs took no longer than the shell alone, and count as 0. Measure without a shell: -N.`);
  } else if (center < SHORT) {
    notes.push(`It takes less than 5 ms, after ${taken} was taken off. Without a shell (-N) that is more exact.`);
  }
  return notes;
}

/** How runs ended that is worth a sentence. */
export function notesOnEnds(runs: readonly CommandRun[]): string[] {
  const left = runs.filter(({ leftRunning }) => leftRunning).length;
  const failed = runs.filter(({ exitCode }) => exitCode !== 0);
  const ends = [...new Set(failed.map(({ exitCode, signal }) => signal ?? `exit code ${exitCode}`))];
  return [
    ...(left > 0
      ? [`Processes that it had started still ran at the end of ${left} of ${runs.length} runs; they were killed.`]
      : []),
    ...(failed.length > 0
      ? [`Failures were ignored: ${failed.length} of ${runs.length} runs ended with ${ends.join(', ')}.`]
      : []),
  ];
}
