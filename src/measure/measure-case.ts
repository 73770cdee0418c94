import type { ProcessMeasurement } from '../model/measurement.ts';
import type { Side } from '../model/suite.ts';
import type { SuiteCase } from '../suite/registry.ts';
import { type MeasureOptions, measureFunction, type Place } from './measure-function.ts';

/**
 * Measures one side of a declared test in this process, with all its untimed set-up around it. What was set up is torn
 * down again, also when the test throws.
 * @throws whatever the test or its hooks throw.
 */
export async function measureCase(
  suiteCase: SuiteCase,
  side: Side,
  options: MeasureOptions,
  place: Place,
): Promise<ProcessMeasurement> {
  const { scopes, setup, beforeEach, teardown } = suiteCase;
  const fn = (side === 'baseline' ? suiteCase.sides.baseline : suiteCase.sides.candidate) as (
    input: unknown,
  ) => unknown;
  for (const hook of scopes.flatMap((scope) => scope.beforeAll)) await hook();
  const context = await setup?.();
  try {
    return await measureFunction({ fn, context, beforeEach }, options, place);
  } finally {
    await teardown?.(context);
    for (const hook of scopes.toReversed().flatMap((scope) => scope.afterAll)) await hook();
  }
}
