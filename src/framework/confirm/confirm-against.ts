import { isModule } from '../../config/file-names.ts';
import { UsageError } from '../../errors.ts';
import { makeTemporaryDirectory } from '../../files/temporary-directory.ts';
import type { SuiteFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { BaseRevision } from '../../model/base-revision.ts';
import { pathWithin } from '../../revisions/trees.ts';
import { isCommandTest } from '../commands/measure-command-tests.ts';
import { keepApart } from '../compare/apart.ts';
import { type BaseTree, makeBaseTree } from '../compare/base-tree.ts';
import { collectBase, collector } from '../compare/collect-base.ts';
import { measureCommands } from './confirm-commands.ts';
import { measureFunctions } from './confirm-functions.ts';
import { type Confirmation, type Confirmations, interrupted, type Suspect, withoutPairs } from './confirmation.ts';
import { spending } from './pair-time.ts';
import type { BaseContext, TestsToMeasure, Workplace } from './places.ts';

/** Measures suspects in pairs against one commit. */
export async function confirmAgainst(
  base: BaseRevision,
  suspects: readonly Suspect[],
  place: BaseContext,
): Promise<Confirmations> {
  const tests = suspects.map(({ test }) => test);
  const confirmations: Confirmations = new Map();
  const setRest = (confirm: (test: PlannedTest) => Confirmation) => {
    for (const test of tests) if (!confirmations.has(test)) confirmations.set(test, confirm(test));
  };
  try {
    await measureAgainst(base, tests, { ...place, confirmations });
  } catch (error) {
    if (place.signal?.aborted) setRest(interrupted);
    // What the base cannot do is not a failure of the present code.
    else if (error instanceof UsageError) setRest(() => withoutPairs(error.message));
    else throw error;
  }
  return confirmations;
}

async function measureAgainst(base: BaseRevision, tests: readonly PlannedTest[], place: Workplace): Promise<void> {
  const { repository, session, config, directory, onEvent, confirmations } = place;
  const inside = tests.filter(({ load }) => pathWithin(repository.root, load.file) !== null);
  for (const test of tests.filter((each) => !inside.includes(each))) {
    confirmations.set(test, withoutPairs(`${test.file} lies outside the repository in ${repository.root}.`));
  }
  if (inside.length === 0) return;
  const files = filesOf(inside.filter(({ load }) => load.file !== place.configFile));
  const { configFile } = place;
  const isConfigured = configFile !== null && files.length < filesOf(inside).length;
  const loaded = [...files.map(({ path }) => path), ...(isConfigured && isModule(configFile) ? [configFile] : [])];
  const temporary = await makeTemporaryDirectory(session.supervision);
  let tree: BaseTree | null = null;
  try {
    const collect = collector({
      cacheDirectory: temporary.path,
      timeLimit: Math.max(...inside.map(({ plan }) => plan.timeLimit)),
      tellsFiles: true,
      signal: place.signal,
    });
    const headPool = session.startPool({ cwd: directory });
    const told = await collect(files, headPool);
    place.signal?.throwIfAborted();
    tree = await makeBaseTree({
      repository,
      revision: base,
      directory,
      files: loaded.map((path) => pathWithin(repository.root, path)!),
      prepare: config.prepare || null,
      prepareTimeout: config.prepareTimeout,
      told,
      onStep: (words) => onEvent({ kind: 'preparing', words }),
    });
    await measureIn(tree, base, { ...place, tests: inside, files, told, collect, headPool });
  } finally {
    await tree?.remove();
    await temporary.remove();
  }
}

async function measureIn(tree: BaseTree, base: BaseRevision, given: TestsToMeasure): Promise<void> {
  const { repository, session, directory, files, collect, signal, budget } = given;
  const pools = {
    base: keepApart(session.startPool({ cwd: tree.directory, env: tree.env }), repository.root, tree),
    head: given.headPool,
  };
  const commands = given.tests.filter(isCommandTest);
  const tests = given.tests.filter((test) => !isCommandTest(test));
  const declared = await collectBase({
    ...{ repository, tree, directory, files, tests, pool: pools.base, commit: base.commit, versions: 'own' },
    patterns: files.map(({ path }) => path),
    collect,
  });
  signal?.throwIfAborted();
  // Of what time there is, commands keep their part: functions come first, and may take all of theirs.
  const kept = (budget.seconds * commands.length) / given.tests.length;
  await spending(budget, kept, (clock) => measureFunctions(tree, base, { ...given, tests, pools, declared, clock }));
  await spending(budget, 0, (clock) => measureCommands(tree, base, { ...given, commands, declared, clock }));
}

function filesOf(tests: readonly PlannedTest[]): readonly SuiteFile[] {
  return [...new Map(tests.map(({ load, file }) => [load.file, { path: load.file, name: file }])).values()];
}
