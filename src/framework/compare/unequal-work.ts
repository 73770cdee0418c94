import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { Told } from '../../measure/processes/protocol.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import { CODE } from '../../revisions/carry-over.ts';
import { isIgnored } from '../../revisions/dependency-difference.ts';
import type { Lacking } from '../../revisions/lacking.ts';
import type { Repository } from '../../revisions/repository.ts';
import { isInPackages, pathWithin, type Trees } from '../../revisions/trees.ts';

/** A test that would do different work on either side, because only one of them has a file as it should be. */
export interface Unequal {
  readonly test: PlannedTest;
  readonly reason: string;
  readonly remedy: string;
}

/** What processes of either side told. */
export interface ToldByBoth {
  readonly head: readonly Told[];
  readonly base: readonly Told[];
}

/** Why a test reads what only one side has, of what is known to be lacking; null where it does not. */
export function readsLacking(
  told: ToldByBoth,
  lacking: readonly Lacking[],
  trees: Trees,
): Omit<Unequal, 'test'> | null {
  if (lacking.length === 0) return null;
  const read = new Set([...namesOf(told.head, trees.present), ...namesOf(told.base, trees.base)]);
  const those = lacking.filter(({ name }) => read.has(name));
  const [first] = those;
  if (first !== undefined) {
    const more = those.length > 1 ? ` (and ${those.length - 1} more such files)` : '';
    return { reason: `It reads ${first.name}, which ${first.reason}${more}: ${DIFFERENT_WORK}`, remedy: first.remedy };
  }
  if (![...told.head, ...told.base].some(({ startsOthers }) => startsOthers)) return null;
  const { name, reason, remedy } = lacking[0]!;
  return {
    reason: `It starts threads or processes, of which cannot be seen whether they read ${name}, which ${reason}: then ${DIFFERENT_WORK}`,
    remedy,
  };
}

const DIFFERENT_WORK = 'both sides would do different work.';

/** Why a test reads data that git ignores and the base therefore does not have; null where it does not. */
export async function readsIgnored(
  { head }: ToldByBoth,
  { present, base }: Trees,
  { repository, where }: { readonly repository: Repository; readonly where: string },
): Promise<Omit<Unequal, 'test'> | null> {
  for (const name of new Set(namesOf(head, present))) {
    // What code a side has is what is measured.
    if (CODE.test(name) || isInPackages(name) || !isFile(join(present, name)) || existsSync(join(base, name))) continue;
    if (!(await isIgnored(repository, name))) continue;
    return {
      reason: `It reads ${name}, which git ignores, so that it is not in the check-out of ${where}: ${DIFFERENT_WORK}`,
      remedy: 'Say how to get it there: --prepare <command>',
    };
  }
  return null;
}

function namesOf(told: readonly Told[], root: string): readonly string[] {
  return told.flatMap(({ files = [] }) => files.flatMap((file) => pathWithin(root, file) ?? []));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** What loading the file of a test told. */
export function toldOf({ file }: PlannedTest, collected: readonly CollectedFile[]): readonly Told[] {
  return collected.filter((each) => each.file.name === file);
}
