import { UsageError } from '../../errors.ts';
import { type BasesQuestion, chooseBases } from './choose-bases.ts';

/**
 * Makes sure that the revision that somebody named can be compared with, before anything is measured for it. What is
 * chosen without asking may be missing; then past runs decide.
 * @throws {UsageError} where it cannot.
 */
export async function requireNamedBase(question: Omit<BasesQuestion, 'isDirty'>): Promise<void> {
  // Any test will do: all of them are compared with it.
  const anyTest = { isDrift: false, runs: [], elsewhere: [] };
  const { withoutBase } = await chooseBases([anyTest], { ...question, isDirty: true });
  for (const { none } of withoutBase) {
    throw new UsageError([`--against ${question.against}: ${none.sentence}`, none.remedy ?? ''].join(' ').trim(), {
      data: { against: question.against, reason: none.reason },
    });
  }
}
