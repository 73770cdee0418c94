import { madeUpRun, testNameOf } from '../overhead/made-up.mjs';

const LEVELS = 40;
const VARIANTS = 25;
const HOURS = 3600e3;
const ENVIRONMENTS = ['linux-x86_64-2c-made-up-processor-node20', 'linux-arm64-4c-made-up-processor-node22'];

// Making up the samples of ten million runs would take an hour: series of one level share some.
const pool = Array.from({ length: LEVELS * VARIANTS }, (_, i) => {
  const { processes, estimate } = madeUpRun(i % LEVELS, Math.floor(i / LEVELS));
  return { processes, estimate };
});

/** What stands for the numbers of a run of a series: an index, and the numbers. */
export function numbersOf(series, run) {
  const index = (series % LEVELS) + LEVELS * ((series * 31 + run * 17) % VARIANTS);
  return { index, ...pool[index] };
}

/** A series: half of them are tests on one machine, and the others the same on another. */
export function keyOf(series) {
  return { testName: testNameOf(Math.floor(series / 2)), environmentKey: ENVIRONMENTS[series % 2] };
}

/** What all tests of a run share. */
export function headOf(run) {
  return {
    runId: `00000000-0000-4000-8000-${String(run).padStart(12, '0')}`,
    recordedAt: new Date(Date.UTC(2026, 0, 1) + run * 3 * HOURS).toISOString(),
    commit: String(run).padStart(40, 'a'),
    branch: 'main',
    isDirty: false,
  };
}

/** Of a thousand runs ten are regressions, twenty too noisy and one accepted. */
export function statusOf(series, run) {
  const lot = (series * 7919 + run * 104_729) % 1000;
  if (lot < 10) return 'regression';
  if (lot < 30) return 'undecided';
  return lot === 30 ? 'accepted' : 'recorded';
}

/** A run of a series. */
export function recordOf(series, run) {
  const { processes, estimate } = numbersOf(series, run);
  const status = statusOf(series, run);
  return { ...keyOf(series), ...headOf(run), method: 'fresh_processes', status, estimate, decayFactor: 0.9, processes };
}

/** A run of so many series. */
export function runOf(series, run) {
  return Array.from({ length: series }, (_, i) => recordOf(i, run));
}
