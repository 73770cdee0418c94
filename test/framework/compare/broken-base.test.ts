import { describe, expect, it } from 'vitest';
import { makeRepository } from '../../revisions/made-repository.ts';
import { comparing } from './comparing.ts';

const QUICK = '{ maxDuration: 0.01, warmupIterations: 0, tolerancePercent: 100000 }';
const file = (from: string, ...names: readonly string[]) =>
  [
    "import { perf } from 'evenkeel';",
    `import { run } from '${from}';`,
    ...names.map((name) => `perf('${name}', () => run(), ${QUICK});`),
  ].join('\n');
const WORKS = 'export const run = () => 1;';

describe('a file that the base has and cannot load', () => {
  it('is a failure, with what is missing there', async () => {
    const made = makeRepository({
      'a.perf.js': file('./code.js', 'a', 'b'),
      'fine.perf.js': file('./fine.js', 'fine'),
    });
    made.write({ 'fine.js': WORKS });
    made.commit();
    made.write({ 'code.js': WORKS });
    const report = await comparing(made);
    expect(report.onlyInHead).toEqual([]);
    // Once of the file, whatever it declares; beside what was compared.
    expect(report.failures).toEqual([
      {
        testName: null,
        file: 'a.perf.js',
        reason: 'base_failed',
        message: expect.stringMatching(
          /^Error: Cannot find module 'HEAD:code\.js' imported from HEAD:a\.perf\.js\nat HEAD:a\.perf\.js:\d$/,
        ),
        stack: null,
      },
    ]);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['fine']);
    expect(report.summary).toMatchObject({ failed: 1, exitCode: 2 });
  });

  it('is told from a new test in a file that the base has', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file('./code.js', 'a') });
    made.write({
      'faster.js': WORKS,
      'a.perf.js': `${file('./code.js', 'a')}\nimport { run as faster } from './faster.js';\nperf('b', faster, ${QUICK});`,
    });
    const report = await comparing(made);
    expect(report.onlyInHead).toMatchObject([{ testName: 'b', reason: expect.stringContaining('faster.js') }]);
    expect(report.failures).toEqual([]);
    // What the base has is compared all the same, by the version that the base can load.
    expect(report.comparisons).toMatchObject([
      {
        testName: 'a',
        validation: {
          warnings: expect.arrayContaining([expect.stringMatching(/^Each side ran its own version of the pe/)]),
        },
      },
    ]);
  });

  it('is compared by its own version where what it measures was moved', async () => {
    const made = makeRepository({ 'code.js': WORKS, 'a.perf.js': file('./code.js', 'a') });
    made.git('mv', 'code.js', 'moved.js');
    made.write({ 'a.perf.js': file('./moved.js', 'a') });
    const report = await comparing(made);
    expect(report.onlyInHead).toEqual([]);
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['a']);
    expect(report.summary.exitCode).toBe(0);
  });

  it.each([
    [
      'which git knows, of one file',
      (made: ReturnType<typeof makeRepository>) => made.git('add', '--all'),
      ['new/a.perf.js'],
    ],
    ['which git does not know', () => '', []],
  ])('is found where it was moved itself, %s', async (_what, then, patterns) => {
    const made = makeRepository({ 'old/code.js': WORKS, 'old/a.perf.js': file('./code.js', 'a') });
    made.remove('old');
    made.write({ 'new/code.js': WORKS, 'new/a.perf.js': file('./code.js', 'a') });
    then(made);
    const report = await comparing(made, { patterns });
    expect(report.onlyInHead).toEqual([]);
    expect(report.onlyInBase).toEqual([]);
    expect(report.comparisons).toMatchObject([
      {
        testName: 'a',
        file: 'new/a.perf.js',
        validation: { warnings: expect.arrayContaining([expect.stringContaining('that of old/a.perf.js')]) },
      },
    ]);
  });
});

describe('a git submodule', () => {
  const withSubmodule = () => {
    const library = makeRepository({ 'index.js': WORKS });
    const made = makeRepository({ 'a.perf.js': file('./library/index.js', 'a') });
    made.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.directory, 'library');
    made.commit();
    return made;
  };

  it('that the check-out of the base lacks is said, with what to do', async () => {
    const report = await comparing(withSubmodule());
    expect(report.summary).toMatchObject({ failed: 1, exitCode: 2 });
    expect(report.failures).toMatchObject([
      {
        reason: 'base_failed',
        message: expect.stringContaining(
          'library is a git submodule, which is not checked out in HEAD. Have that done there: --prepare "git submodule update --init --recursive"',
        ),
      },
    ]);
    expect(report.warnings).toContainEqual(
      expect.stringMatching(/^Not checked out in HEAD .*: the git submodule library\./),
    );
  });

  it('is there after that, and nothing of it is left behind', async () => {
    const made = withSubmodule();
    const prepare = 'git -c protocol.file.allow=always submodule update --init --recursive';
    const report = await comparing(made, { prepare });
    expect(report.failures).toEqual([]);
    expect(report.comparisons).toMatchObject([{ testName: 'a' }]);
    expect(made.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(made.git('status', '--porcelain')).toBe('');
  });
});
