import type { ProcessMeasurement } from '../../model/measurement.ts';
import { packNumbers } from './packed-numbers.ts';
import type { Missing, PageSamples } from './page-data.ts';

/** Samples of a test that a page has: of a few tests that need attention nearly all, of the others enough to see their shape. */
export const MOST_SAMPLES = { ofAttention: 600, ofOthers: 125 } as const;

// A per mille: what a plot can show, and noise is larger.
const STEPS = 1000;

/** The samples of processes in the order in which they were taken. */
export function samplesOf(
  sides: readonly { readonly side: 'base' | 'head'; readonly processes: readonly ProcessMeasurement[] }[],
  most: number,
): PageSamples | Missing {
  const all = sides.flatMap(({ side, processes }) => processes.map((process) => ({ side, process })));
  const total = all.reduce((sum, { process }) => sum + process.samples.length, 0);
  if (total === 0) return { missing: 'The report has no samples of it.' };
  // Two of each window are kept.
  const every = total <= most ? 1 : Math.ceil((2 * total) / most);
  const kept = all.map(({ process }) => thin(process.samples, every));
  return {
    processes: all.map(({ side, process }, i) => [side, process.round, kept[i]!.length]),
    values: packNumbers(kept.flat(), STEPS),
    every,
  };
}

/** Of so many samples in a row the lowest and the highest, in the order in which they came: what stands out stays. */
export function thin(samples: readonly number[], every: number): readonly number[] {
  if (every <= 2) return samples;
  const kept: number[] = [];
  for (let start = 0; start < samples.length; start += every) {
    let low = start;
    let high = start;
    for (let i = start; i < Math.min(samples.length, start + every); i++) {
      if (samples[i]! < samples[low]!) low = i;
      if (samples[i]! > samples[high]!) high = i;
    }
    kept.push(samples[Math.min(low, high)]!);
    if (low !== high) kept.push(samples[Math.max(low, high)]!);
  }
  return kept;
}
