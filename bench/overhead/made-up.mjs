import { mean } from '../../dist/statistics/core/mean.js';
import { quantile } from '../../dist/statistics/core/quantile.js';
import { sketchOf } from '../../dist/statistics/core/quantile-sketch.js';
import { createGenerator } from '../../dist/statistics/core/random.js';

const PROCESSES = 5;
export const SAMPLES = 100;
export const ENVIRONMENT_KEY = 'linux-x86_64-2c-made-up-processor-node20';

/** Samples as real ones look: a floor, noise of some percent above it, and now and then a burst. */
export function madeUpSamples(count, base, random) {
  return Array.from({ length: count }, () => {
    const burst = random() < 0.04 ? 1 + random() : 1;
    return base * (1 - 0.03 * Math.log(1 - random())) * burst;
  });
}

/** A run of a test as it is stored, `index` counting from the oldest one. */
export function madeUpRun(testNumber, index) {
  const random = createGenerator(testNumber * 1000 + index);
  const base = 10 ** (-6 + (testNumber % 40) / 10) * (1 + 0.02 * random());
  const processes = Array.from({ length: PROCESSES }, (_, position) => {
    const samples = madeUpSamples(SAMPLES, base, random);
    return {
      location: quantile(samples, 0.05),
      cpuTime: Math.fround(mean(samples)),
      controlCpuTime: Math.fround(2.5e-4 * (1 + 0.02 * random())),
      control: 2.5e-4 * (1 + 0.01 * random()),
      callsPerSample: 128,
      position,
      sketch: sketchOf(samples),
    };
  });
  return {
    testName: testNameOf(testNumber),
    environmentKey: ENVIRONMENT_KEY,
    runId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    recordedAt: new Date(Date.UTC(2031, 0, 1) + index * 3600e3).toISOString(),
    method: 'fresh_processes',
    status: 'recorded',
    estimate: quantile(
      processes.map(({ location }) => location),
      0.5,
    ),
    decayFactor: 0.9,
    commit: String(index).padStart(40, 'a'),
    branch: 'main',
    isDirty: null,
    processes,
  };
}

/** The name of a made-up test, as long as names are. */
export function testNameOf(testNumber) {
  return `a group of tests > a test with a name of its own, number ${testNumber}`;
}
