import { MOST_PAIRS } from '../../judge/constants.ts';
import { plannedLooks } from '../../judge/revisions/looks.ts';
import type { StepProgress } from '../../measure/processes/measure-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { PairManner } from '../../model/measurement.ts';
import { baseInWords } from '../../revisions/revision.ts';
import type { BaseTree } from '../compare/base-tree.ts';
import { explainTrouble } from '../compare/base-trouble.ts';
import type { PairEnd } from '../compare/measure-pairs.ts';
import { withoutPairs } from './confirmation.ts';
import { short } from './no-base.ts';
import type { BaseContext, TestsToMeasure } from './places.ts';

/** Says which suspects are measured now, and in how many processes at first. */
export function announce(
  pairs: readonly { readonly test: PlannedTest }[],
  base: BaseRevision,
  onEvent: BaseContext['onEvent'],
): void {
  const names = pairs.map(({ test }) => test.declaration.name);
  // As many as the first look needs, after which most are decided.
  const processes = 2 * plannedLooks(MOST_PAIRS)[0]! * names.length;
  onEvent({ kind: 'confirming', tests: names, processes, base });
}

/** How suspects are measured in pairs, functions and commands alike. */
export function pairOptions(base: BaseRevision, { sharers, config, onEvent }: BaseContext) {
  return {
    blocks: MOST_PAIRS,
    tests: sharers,
    confidenceLevel: config.confidenceLevel,
    against: short(base.commit),
    onStep: (progress: StepProgress) => onEvent({ kind: 'step', progress }),
  };
}

/** What is to be said beside every verdict against this base. */
export function notesOn({ packages }: BaseTree): readonly string[] {
  return packages === null ? [] : [packages];
}

interface Conclusion extends LeftOutPlace {
  readonly base: BaseRevision;
  readonly manner: PairManner | null;
  readonly notes: readonly string[];
}

/** Notes what came of a suspect in pairs. */
export async function conclude(test: PlannedTest, end: PairEnd, given: Conclusion): Promise<void> {
  const { base, manner, notes, confirmations } = given;
  if (end.kind === 'failed' && end.side === 'base') await leaveOut(test, end.failure.message, base, given);
  else if (end.kind === 'failed') confirmations.set(test, { kind: 'failed', failure: end.failure });
  else if (end.kind === 'left_over') confirmations.set(test, { kind: 'left_over' });
  else confirmations.set(test, { kind: 'judged', base, manner: manner!, notes, end });
}

interface LeftOutPlace extends Pick<TestsToMeasure, 'repository' | 'config' | 'confirmations'> {
  readonly tree: BaseTree;
}

/** Notes that a suspect cannot run on the code of the base, and why. */
export async function leaveOut(
  test: PlannedTest,
  message: string,
  base: BaseRevision,
  { repository, tree, config, confirmations }: LeftOutPlace,
): Promise<void> {
  const context = { repository, ...tree, ref: base.ref, isPrepared: config.prepare !== '' };
  const { reason, remedy } = await explainTrouble(message, context);
  confirmations.set(test, withoutPairs(`It cannot run on the code of ${baseInWords(base)}: ${reason}`, remedy));
}
