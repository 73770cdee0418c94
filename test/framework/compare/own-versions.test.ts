import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { makeBaseTree } from '../../../src/framework/compare/base-tree.ts';
import { type BaseVersions, collectBase, collector } from '../../../src/framework/compare/collect-base.ts';
import { pairTests } from '../../../src/framework/compare/pair-tests.ts';
import { startProcessSession } from '../../../src/framework/compare/process-session.ts';
import { findFiles } from '../../../src/framework/suite/find-files.ts';
import { planSuite } from '../../../src/framework/suite/plan-suite.ts';
import { openRepository } from '../../../src/revisions/repository.ts';
import { resolveRevision } from '../../../src/revisions/revision.ts';
import { programs } from '../../measure/processes/built.ts';
import { type MadeRepository, makeRepository } from '../../revisions/made-repository.ts';
import { temporaryDirectory } from '../fixtures.ts';

/** Pairs the tests of a repository's tree with those of its newest commit. */
async function pairing(made: MadeRepository, versions: BaseVersions) {
  const { directory } = made;
  const session = startProcessSession(programs, undefined);
  onTestFinished(() => session.close());
  const repository = await openRepository(directory, session.supervision);
  const revision = await resolveRevision(repository, 'HEAD', false);
  const files = await findFiles([], directory);
  const names = files.map(({ name }) => name);
  const place = { repository, revision, directory, files: names, prepare: null, prepareTimeout: 60, told: [] };
  const tree = await makeBaseTree({ ...place, onStep: () => undefined });
  onTestFinished(() => tree.remove());
  const collect = collector({ cacheDirectory: temporaryDirectory(), timeLimit: 60, signal: undefined });
  const head = await collect(files, session.startPool({ cwd: directory }));
  const { tests } = planSuite(head, {
    config: new PerformanceConfig(),
    isCI: false,
    overrides: {},
    filter: null,
    only: null,
  });
  const base = session.startPool({ cwd: tree.directory });
  const where = { repository, tree, commit: revision.commit, patterns: [], directory };
  const declared = await collectBase({ ...where, files, tests, versions, pool: base, collect });
  const paired = pairTests({ ...declared, tests, head, isWanted: () => true, where: 'HEAD' });
  const runs = paired.pairs.map(({ test, baseLoad }) => {
    const file = relative(realpathSync(tree.trees.base), baseLoad.file);
    return [test.declaration.name, file];
  });
  return { runs: Object.fromEntries(runs), missing: declared.companions.missing, ...paired };
}

/** A performance file that cannot be loaded where another version of its helper is. */
function declaring(version: string, ...names: readonly string[]): string {
  return [
    "import { perf } from 'evenkeel';",
    "import { version } from './helper.js';",
    `if (version !== '${version}') throw new Error('the helper of another version');`,
    ...names.map((name) => `perf('${name}', () => 1);`),
  ].join('\n');
}

const helper = (version: string) => `export const version = '${version}';`;

describe('a base that runs its own performance files, because a baseline was measured with them', () => {
  it('runs its own version of a file with its own version of the helpers', async () => {
    const made = makeRepository({
      'bench/a.perf.js': declaring('old', 'one', 'two'),
      'bench/helper.js': helper('old'),
    });
    made.write({ 'bench/a.perf.js': declaring('new', 'one', 'two'), 'bench/helper.js': helper('new') });
    const own = await pairing(made, 'own');
    expect(own.runs).toEqual({ one: 'bench/a.perf.js', two: 'bench/a.perf.js' });
    const present = await pairing(made, 'present');
    expect(present.pairs.map(({ notes = [] }) => notes[0])).toEqual(
      Array(2).fill(expect.stringContaining('the helper of another version')),
    );
  });

  it('runs the present version of a file that it lacks, with what that needs from beside it', async () => {
    const made = makeRepository({ 'code.js': '' });
    made.write({ 'bench/a.perf.js': declaring('new', 'one'), 'bench/helper.js': helper('new') });
    const { runs, missing } = await pairing(made, 'own');
    expect(runs).toEqual({ one: 'bench/a.perf.evenkeel-present.js' });
    expect(missing).toEqual(['bench/helper.js']);
  });

  it('runs the present version of a test that it lacks beside its own version of the others', async () => {
    const made = makeRepository({ 'a.perf.ts': declaring('same', 'one'), 'helper.js': helper('same') });
    made.write({ 'a.perf.ts': declaring('same', 'one', 'two'), 'data.txt': '' });
    const { runs, onlyInHead } = await pairing(made, 'own');
    expect(runs).toEqual({ one: 'a.perf.ts', two: 'a.perf.evenkeel-present.ts' });
    expect(onlyInHead).toEqual([]);
  });

  it('runs the present version where its own cannot be loaded, or compares two functions under that name', async () => {
    const compared = "import { perf } from 'evenkeel'; perf.compare('one', { baseline: () => 1, candidate: () => 1 });";
    const made = makeRepository({ 'a.perf.js': 'throw new Error("broken");', 'b.perf.js': compared });
    const test = (name: string) => `import { perf } from 'evenkeel'; perf('${name}', () => 1);`;
    made.write({ 'a.perf.js': test('broken once'), 'b.perf.js': test('one') });
    expect((await pairing(made, 'own')).runs).toEqual({
      'broken once': 'a.perf.evenkeel-present.js',
      one: 'b.perf.evenkeel-present.js',
    });
  });

  it('carries nothing over for what it has, and says of the rest why it cannot run', async () => {
    const made = makeRepository({ 'a.perf.js': "import { perf } from 'evenkeel'; perf('one', () => 1);" });
    made.write({
      'b.perf.js': "import './new.js'; import { perf } from 'evenkeel'; perf('two', () => 1);",
      'new.js': '',
    });
    const { runs, missing, onlyInHead } = await pairing(made, 'own');
    expect(runs).toEqual({ one: 'a.perf.js' });
    expect(missing).toEqual([]);
    expect(onlyInHead).toMatchObject([{ testName: 'two', reason: expect.stringContaining('Cannot find module') }]);
  });
});
