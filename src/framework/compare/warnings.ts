import type { BaseRevision } from '../../model/base-revision.ts';
import type { HeadRevision } from '../../model/revisions.ts';
import type { Companions } from '../../revisions/carry-over.ts';
import { wordsFor } from './words.ts';

/** What is compared. */
export interface ComparedTrees {
  readonly base: BaseRevision;
  readonly head: HeadRevision;
  readonly companions: Companions;
}

const MOST_NAMES = 8;

/** What a person should know of a comparison as a whole, as advice. */
export function warningsOn({ base, head, companions: { missing, different } }: ComparedTrees): readonly string[] {
  const where = wordsFor(base);
  const isSame = base.commit === head.commit && !head.isDirty;
  return [
    ...(isSame ? [`Nothing is different: the present tree is ${where}. Both sides ran the same code.`] : []),
    ...(missing.length === 0
      ? []
      : [`Taken from the present tree for both sides, because ${where} lacks them: ${listed(missing)}.`]),
    ...(different.length === 0
      ? []
      : [
          `Each side used its own version of ${listed(different)}. A test whose work these decide about did different work on either side.`,
        ]),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
