import { fallbacksIn, standInsFor } from '../../judge/stand-ins.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { UsedFallback } from '../../model/dependencies.ts';
import { baseInWords } from '../../revisions/revision.ts';
import type { BaseTree } from '../compare/base-tree.ts';
import { measurePairs } from '../compare/measure-pairs.ts';
import { readyPairs } from '../compare/ready-pairs.ts';
import type { Pools } from '../compare/turn.ts';
import { announce, conclude, leaveOut, notesOn, pairOptions } from './conclude.ts';
import { type Confirmation, withoutPairs } from './confirmation.ts';
import type { InBase } from './places.ts';

interface FunctionsToMeasure extends InBase {
  readonly tests: readonly PlannedTest[];
  readonly pools: Pools;
}

/** Measures functions in pairs. */
export async function measureFunctions(tree: BaseTree, base: BaseRevision, given: FunctionsToMeasure): Promise<void> {
  const { repository, config, tests, pools, declared, told, clock, signal, onEvent, confirmations } = given;
  if (tests.length === 0) return;
  const { pairs, onlyInHead, broken, unequal } = await readyPairs(
    { ...declared, tests, head: [], isWanted: () => false, where: baseInWords(base) },
    {
      ...{ repository, tree, pools, told, signal, isPrepared: config.prepare !== '' },
      onStep: (words) => onEvent({ kind: 'preparing', words }),
    },
  );
  for (const { test, reason, remedy } of unequal) confirmations.set(test, withoutPairs(reason, `${remedy}.`));
  for (const { testName, file, reason } of [...onlyInHead, ...broken]) {
    // A name may occur in two files, and in one of them with several baselines.
    const isIt = (test: PlannedTest) => test.declaration.name === testName && test.file === file;
    for (const test of tests.filter(isIt)) await leaveOut(test, reason, base, { ...given, tree });
  }
  if (pairs.length === 0) return;
  announce(pairs, base, onEvent);
  const notes = notesOn(tree);
  const noted = pairs.map((pair) => ({ ...pair, notes: [...notes, ...(pair.notes ?? [])] }));
  clock.begin();
  const measured = await measurePairs(noted, {
    ...{ pools, signal, isTimeOver: clock.isTimeOver },
    ...pairOptions(base, given),
    isStateKnown: true,
  });
  for (const each of measured) {
    const { test } = each.pair;
    const fallbacks = fallbacksIn([...each.processes.base, ...each.processes.head]);
    const isReal = each.end.kind !== 'judged' || fallbacks.length === 0;
    if (isReal)
      await conclude(test, each.end, { ...given, tree, base, manner: each.manner, notes: each.pair.notes ?? [] });
    else confirmations.set(test, withStandIns(fallbacks, base));
  }
}

function withStandIns(fallbacks: readonly UsedFallback[], base: BaseRevision): Confirmation {
  const what = standInsFor(fallbacks);
  const reason = `In pairs with ${baseInWords(base)} it was measured with ${what}, which says nothing of the code.`;
  return withoutPairs(reason, fallbacks[0]!.reason);
}
