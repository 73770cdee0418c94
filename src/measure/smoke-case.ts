import { type CalledFallbacks, watchFallbacks } from '../dependencies/fallback-ledger.ts';
import type { Side } from '../model/suite.ts';
import type { SuiteCase } from '../suite/registry.ts';
import { prepareWithAfterEach } from './after-each.ts';
import { inItsSetUp } from './measure-case.ts';

/**
 * Calls each function of a test twice, with all its set-up and hooks, and times nothing: whether it works at all.
 * @returns which fallbacks were called meanwhile: with these it is not the function itself that works.
 * @throws whatever the test or its hooks throw.
 */
export async function smokeCase(suiteCase: SuiteCase): Promise<CalledFallbacks> {
  const calledFallbacks = watchFallbacks();
  const sides = (['baseline', 'candidate'] as const).filter((side: Side) => suiteCase.sides[side] !== undefined);
  for (const side of sides) {
    await inItsSetUp(suiteCase, side, async (subject) => {
      // The first call is by itself, the second as calls are measured.
      const prepared = await prepareWithAfterEach(subject);
      await prepared.run(1);
    });
  }
  return calledFallbacks();
}
