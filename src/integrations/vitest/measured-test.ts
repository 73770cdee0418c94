import type { TestContext } from 'vitest';
import { UsageError } from '../../errors.ts';
import { CollectingFramework } from '../shared/collecting-framework.ts';
import { packOutcome, type TestOutcome } from '../shared/outcome.ts';
import { requireGoodVerdict } from '../shared/require-verdict.ts';
import type { RunnerSettings } from '../shared/settings.ts';
import { TestMeasurements } from '../shared/test-measurements.ts';
import type { MeasuredMeta } from './channel.ts';
import { providedSettings } from './provided.ts';

type Task = TestContext['task'];

// Over all attempts of a test.
const measurementsOfTask = new WeakMap<Task, TestMeasurements>();

/** A test of Vitest that may measure. */
export interface MeasuringTest {
  readonly framework: CollectingFramework;
  /** Fails the test for what was measured so far. */
  requireGoodVerdict(): void;
}

/**
 * Lets a test measure in its process, for one attempt; close its framework at the end.
 * @param what the test uses, for messages.
 * @throws {UsageError} where it cannot: no plug-in, the wrong project or pool, or other tests at the same time.
 */
export function startMeasuring({ task, skip }: Pick<TestContext, 'task' | 'skip'>, what: string): MeasuringTest {
  const { settings, coverage } = providedSettings(what);
  if (task.concurrent) throw new UsageError(concurrent(task.name));
  if (coverage) skip(COVERAGE);
  return measuringOf(task, settings);
}

/** The same without asking whether the test may measure. */
export function measuringOf(task: Task, settings: RunnerSettings): MeasuringTest {
  const measurements = measurementsOfTask.get(task) ?? new TestMeasurements((outcome) => tell(task, outcome));
  measurementsOfTask.set(task, measurements);
  measurements.beginAttempt();
  return {
    framework: new CollectingFramework(settings, measurements),
    requireGoodVerdict: () => requireGoodVerdict(measurements.outcome, settings, measurements.isAnsweredAgain),
  };
}

const COVERAGE =
  'not measured: code coverage is on, which makes code several times slower. Run performance tests without --coverage.';

function concurrent(name: string): string {
  return `${JSON.stringify(name)} is a performance test and concurrent: what runs at the same time would be measured with it. Take \`concurrent\` away from it, from its \`describe\`, or from \`sequence.concurrent\`.`;
}

/** Leaves what a test measured where the reporter in the main process finds it. */
export function tell(task: Task, outcome: TestOutcome): void {
  const { results, comparisons } = outcome;
  const meta: MeasuredMeta = {
    tests: [
      ...results.map(({ testName, validation, change }) => {
        return { name: testName, verdict: validation.verdict, changePercent: change?.percent ?? null };
      }),
      ...comparisons.map(({ testName, statisticalSignificance, overheadPercent }) => {
        return { name: testName, verdict: statisticalSignificance.verdict, changePercent: overheadPercent };
      }),
    ],
    packed: packOutcome(outcome),
  };
  Object.assign(task.meta, { evenkeel: meta });
}
