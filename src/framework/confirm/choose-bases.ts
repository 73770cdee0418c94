import { realpath } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import type { Git, GitAnswer } from '../../revisions/git.ts';
import { openRepository, type Repository } from '../../revisions/repository.ts';
import type { Supervision } from '../../revisions/supervision.ts';
import { type BaseQuestion, baseChooser, type SuspectedTest } from './choose-base.ts';
import { type NoBase, noGit, noRepository, unusableRepository, type WhyBase } from './no-base.ts';

/** Where the tests run, and who looks after the processes of git. */
export interface BasesQuestion extends Omit<BaseQuestion, 'repository'> {
  /** The working directory, absolute. */
  readonly directory: string;
  readonly supervision: Supervision;
}

/** Tests that are to be compared with one commit, in the order in which they were given. */
export interface BaseGroup<Test> {
  readonly base: BaseRevision;
  /** What made it the base of the first of them. */
  readonly why: WhyBase;
  readonly tests: readonly Test[];
}

/** Tests that have nothing to be compared with, all for one reason. */
export interface GroupWithoutBase<Test> {
  readonly none: NoBase;
  readonly tests: readonly Test[];
}

/** What every test is to be compared with. */
export interface ChosenBases<Test> {
  /** Null where there is none that could be used; there are no groups then. */
  readonly repository: Repository | null;
  /** A commit each, in the order of their first tests. */
  readonly groups: readonly BaseGroup<Test>[];
  readonly withoutBase: readonly GroupWithoutBase<Test>[];
}

/**
 * Chooses the commit that each test is to be compared with, and groups the tests by it: a commit is checked out once.
 * Whatever is missing is an answer, and no error.
 */
export async function chooseBases<Test extends SuspectedTest>(
  tests: readonly Test[],
  { directory, supervision, ...question }: BasesQuestion,
): Promise<ChosenBases<Test>> {
  if (tests.length === 0) return { repository: null, groups: [], withoutBase: [] };
  const opened = await open(directory, supervision);
  if ('kind' in opened) return { repository: null, groups: [], withoutBase: [{ none: opened, tests }] };
  const chooseBase = baseChooser({ ...question, repository: { ...opened, git: remembering(opened.git) } });
  const groups = new Map<string, BaseGroup<Test>>();
  const withoutBase = new Map<string, GroupWithoutBase<Test>>();
  for (const test of tests) {
    const choice = await chooseBase(test);
    if (choice.kind === 'revision') {
      const { base, why, tests: others } = groups.get(choice.base.commit) ?? { ...choice, tests: [] };
      groups.set(base.commit, { base, why, tests: [...others, test] });
    } else {
      const others = withoutBase.get(choice.sentence)?.tests ?? [];
      withoutBase.set(choice.sentence, { none: choice, tests: [...others, test] });
    }
  }
  return { repository: opened, groups: [...groups.values()], withoutBase: [...withoutBase.values()] };
}

async function open(directory: string, supervision: Supervision): Promise<Repository | NoBase> {
  try {
    return await openRepository(await realpath(directory), supervision);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { problem, words } = error.data;
    if (problem === 'no_git') return noGit;
    return problem === 'no_repository' ? noRepository(directory) : unusableRepository(directory, String(words));
  }
}

// Many tests ask of the same few commits.
function remembering(git: Git): Git {
  const answers = new Map<string, Promise<GitAnswer>>();
  return {
    ...git,
    ask(...args) {
      const question = JSON.stringify(args);
      const answer = answers.get(question) ?? git.ask(...args);
      answers.set(question, answer);
      return answer;
    },
  };
}

/**
 * Makes sure that the revision that the user named can be compared with, before anything is measured for it. What is
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
