import type { BaseRevision } from '../../model/base-revision.ts';
import type { CompareReport, HeadRevision } from '../../model/revisions.ts';
import type { Companions } from '../../revisions/carry-over.ts';
import { baseInWords } from '../../revisions/revision.ts';
import { CHECK_OUT_SUBMODULES } from '../../revisions/submodules.ts';
import { isNothingCompared, verdictsByTest } from './compare-summary.ts';

/** What is compared. */
export interface ComparedTrees {
  readonly base: BaseRevision;
  readonly head: HeadRevision;
  readonly companions: Companions;
  /** Submodules that are checked out in the present tree only. */
  readonly lackingSubmodules: readonly string[];
  /** Which packages both sides used, where that has to be known; null where it has not. */
  readonly packages: string | null;
}

const MOST_NAMES = 8;

/** What a person should know of a comparison as a whole, as advice. */
export function warningsOn({ base, head, companions, lackingSubmodules, packages }: ComparedTrees): readonly string[] {
  const { missing, different } = companions;
  const where = baseInWords(base);
  const isSame = base.commit === head.commit && !head.isDirty;
  return [
    ...(isSame ? [`Nothing is different: the present tree is ${where}. Only what git ignores can differ.`] : []),
    ...(packages === null ? [] : [packages]),
    ...(lackingSubmodules.length === 0
      ? []
      : [
          `Not checked out in ${where}, though it is here: the git submodule ${listed(lackingSubmodules)}. Have it checked out there as well: --prepare ${JSON.stringify(CHECK_OUT_SUBMODULES)}`,
        ]),
    ...(missing.length === 0
      ? []
      : [`Taken from the present tree for both sides, because ${where} lacks them: ${listed(missing)}.`]),
    ...(different.length === 0
      ? []
      : [
          `Each side used its own version of ${listed(different)}. A test whose work depends on them did different work on each side.`,
        ]),
  ];
}

/** Says that nothing was compared, and why; nothing where something was. */
export function nothingCompared(outcome: Counted): readonly string[] {
  if (!isNothingCompared(outcome)) return [];
  const reasons = [
    count(outcome.failures, 'test or file failed', 'tests or files failed'),
    count(outcome.onlyInHead, 'test is only in the present tree', 'tests are only in the present tree'),
    count(verdictsByTest(outcome), 'test was measured with a stand-in', 'tests were measured with stand-ins'),
    count(outcome.skipped, 'test is left out', 'tests are left out'),
  ].flat();
  return [`Nothing was compared, so this does not count as a pass (exit code 2): ${reasons.join('; ')}.`];
}

type Counted = Pick<CompareReport, 'comparisons' | 'metrics' | 'failures' | 'onlyInHead' | 'skipped'>;

function count({ length }: readonly unknown[], one: string, several: string, rest = ''): string[] {
  return length === 0 ? [] : [`${length} ${length === 1 ? one : several}${rest}`];
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
