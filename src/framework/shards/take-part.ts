import { createHash } from 'node:crypto';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { ListedTest, Shard } from '../../model/part.ts';
import { gitIn } from '../../revisions/git.ts';
import { commitTime } from '../../revisions/repository.ts';
import { unwatched } from '../../revisions/supervision.ts';
import { baselineKeyOf, type SuitePlan } from '../suite/plan-suite.ts';
import { divide } from './divide.ts';
import { type RecordedTimes, recordedCosts } from './recorded-costs.ts';

/** A part, and the suite that it is of. */
export interface DividedSuite {
  /** What is measured here. */
  readonly plan: SuitePlan;
  readonly suite: readonly ListedTest[];
}

/**
 * Takes one part of a suite: the same division on every machine that has the same code and configuration.
 * @param directory the working directory, in the tree that is measured.
 */
export async function takePart(
  plan: SuitePlan,
  { part, of }: Shard,
  {
    store,
    directory,
    signal,
  }: { readonly store: RecordedTimes; readonly directory: string; readonly signal: AbortSignal | undefined },
): Promise<DividedSuite> {
  const before = await commitTime({ git: gitIn(directory, unwatched(signal)) }, 'HEAD');
  const costs = await recordedCosts(plan.tests, store, before);
  return dividedBy(plan, { part, of }, costs);
}

/** The same by what each test costs. */
export function dividedBy(plan: SuitePlan, { part, of }: Shard, costs: ReadonlyMap<PlannedTest, number>): DividedSuite {
  const listed = [
    ...plan.tests.map((test) => ({
      kind: test.declaration.kind,
      testName: test.declaration.name,
      file: test.file,
      baselineKey: baselineKeyOf(test),
      cost: costs.get(test)!,
    })),
    ...plan.skipped.map(
      ({ testName, file }) => ({ kind: 'left_out', testName, file, baselineKey: null, cost: 0 }) as const,
    ),
    ...plan.failures.map(
      ({ testName, file }) => ({ kind: 'failed', testName, file, baselineKey: null, cost: 0 }) as const,
    ),
  ];
  // What takes no time all goes to one part, which tells of it.
  const portions = listed.map(({ cost, ...entry }, i) => ({ key: keyOf(entry, i), cost }));
  const parts = divide(
    portions.filter(({ cost }) => cost > 0),
    of,
  );
  const suite = listed.map(
    ({ cost: _, ...entry }, i): ListedTest => ({ ...entry, part: parts.get(portions[i]!.key) ?? 1 }),
  );
  const { length } = plan.tests;
  const isOwn = (i: number) => suite[i]!.part === part;
  return {
    suite,
    plan: {
      ...plan,
      tests: plan.tests.filter((_, i) => isOwn(i)),
      skipped: plan.skipped.filter((_, i) => isOwn(length + i)),
      failures: plan.failures.filter((_, i) => isOwn(length + plan.skipped.length + i)),
    },
  };
}

function keyOf(entry: Omit<ListedTest, 'part'>, i: number): string {
  return JSON.stringify([entry.file, entry.testName, entry.baselineKey, i]);
}

/** By what people can see whether machines divided a suite alike. */
export function nameOfDivision(suite: readonly ListedTest[]): string {
  return createHash('sha256').update(JSON.stringify(suite)).digest('hex').slice(0, 8);
}
