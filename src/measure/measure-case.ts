import { type CalledFallbacks, watchFallbacks } from '../dependencies/fallback-ledger.ts';
import { UsageError } from '../errors.ts';
import type { OtherMetric } from '../model/function-metrics.ts';
import type { ProcessMeasurement } from '../model/measurement.ts';
import type { Side } from '../model/suite.ts';
import type { Hook, SuiteCase } from '../suite/registry.ts';
import { prepareWithAfterEach } from './after-each.ts';
import { type Company, type MeasureOptions, measureFunction, type PlaceInRun } from './measure-function.ts';
import type { MetricsOptions, ProcessFigures } from './metrics/figures.ts';
import type { Subject } from './subject.ts';

/**
 * Measures one side of a declared test in this process, with all its untimed set-up around it. What was set up is torn
 * down again, also when the test or a part of the set-up throws.
 * @param company what else takes part in the measurement. Default: nothing.
 * @throws whatever the test or its hooks throw; an AggregateError where several of them do.
 */
export async function measureCase(
  suiteCase: SuiteCase,
  side: Side,
  options: MeasureOptions,
  place: PlaceInRun,
  company: Company = {},
): Promise<ProcessMeasurement> {
  // From here on, because what is measured depends on what was set up.
  const calledFallbacks = watchFallbacks();
  return inItsSetUp(suiteCase, side, async (subject) => {
    const measurement = await measureFunction(subject, options, place, company);
    return { ...measurement, ...calledFallbacks() };
  });
}

/** Which metrics of a test are measured, of which of its functions. */
export interface WantedMetrics {
  readonly side: Side;
  readonly metrics: readonly OtherMetric[];
  readonly options: MetricsOptions;
}

/**
 * Measures metrics of one side of a declared test in this process, with all its untimed set-up around it.
 * @throws whatever the test or its hooks throw.
 */
export async function measureMetricsOfCase(
  suiteCase: SuiteCase,
  { side, metrics, options }: WantedMetrics,
): Promise<{ readonly figures: readonly ProcessFigures[] } & CalledFallbacks> {
  const calledFallbacks = watchFallbacks();
  // Loaded here, because processes that measure time do not need it.
  const { measureMetrics } = await import('./metrics/measure-metrics.ts');
  return inItsSetUp(suiteCase, side, async (subject) => {
    const figures = await measureMetrics(subject, metrics, options);
    return { figures, ...calledFallbacks() };
  });
}

/**
 * Works with one side of a declared test while everything around it is set up. What was set up is torn down again, also
 * where something throws.
 * @throws whatever the work, the test or its hooks throw; an AggregateError where several of them do.
 */
export async function inItsSetUp<Result>(
  suiteCase: SuiteCase,
  side: Side,
  work: (subject: Subject) => Promise<Result>,
): Promise<Result> {
  const { scopes, setup, input, beforeEach, afterEach, teardown } = suiteCase;
  const fn = functionOf(suiteCase, side);
  const ending: Hook[] = scopes.toReversed().flatMap((scope) => scope.afterAll);
  return withEnding(ending, async () => {
    for (const hook of scopes.flatMap((scope) => scope.beforeAll)) await hook();
    const context = await setup?.();
    if (teardown) ending.unshift(() => teardown(context));
    return work({ fn, context, input, beforeEach, afterEach });
  });
}

function functionOf({ name, sides }: SuiteCase, side: Side): (input: unknown) => unknown {
  if (Object.hasOwn(sides, side)) return sides[side] as (input: unknown) => unknown;
  throw new UsageError(
    `${JSON.stringify(name)} had a function ${JSON.stringify(side)} when the file was first loaded, and has it no more. ` +
      'A performance file must declare the same tests every time it loads.',
  );
}

// Every hook runs, whatever fails before it, and no failure hides another.
async function withEnding<Result>(ending: readonly Hook[], work: () => Promise<Result>): Promise<Result> {
  const outcome = await work().then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  const failures: unknown[] = 'error' in outcome ? [outcome.error] : [];
  for (const hook of ending) {
    try {
      await hook();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 1)
    throw new AggregateError(failures, failures.map(messageOf).join('\nand while tearing down: '));
  if (failures.length === 1 || 'error' in outcome) throw failures[0];
  return outcome.result;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Calls each function of a test twice, with all its set-up and hooks, and times nothing: whether it works at all.
 * @returns which fallbacks were called meanwhile: with these it is not the function itself that works.
 * @throws whatever the test or its hooks throw.
 */
export async function smokeCase(suiteCase: SuiteCase): Promise<CalledFallbacks> {
  const calledFallbacks = watchFallbacks();
  for (const side of Object.keys(suiteCase.sides)) {
    await inItsSetUp(suiteCase, side, async (subject) => {
      // The first call is by itself, the second as calls are measured.
      const prepared = await prepareWithAfterEach(subject);
      await prepared.run(1);
    });
  }
  return calledFallbacks();
}
