// `evenkeel run` in real repositories: past runs suspect, and pairs of processes against the code of the base decide.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { processesIn, until } from '../measure/processes/alive.ts';
import { type MadeRepository, makeRepository, repositoryIn, worktreesOf } from '../revisions/made-repository.ts';
import { attempt } from './attempts.ts';
import { evenkeel, performanceFile, project, QUICK, WORK } from './command.ts';
import { githubStep } from './github-environment.ts';

/** A clear change of code is beyond what is tolerated; what noise makes of unchanged code hardly is. */
const OPTIONS = '{ iterations: 10, warmupIterations: 1, processes: 2, maxDuration: 0.3, tolerancePercent: 50 }';

const once = WORK;
const fourTimes = WORK.replace('process.env.DEARER ?? 1', '4');

function made(): MadeRepository {
  return makeRepository({
    '.gitignore': 'node_modules/\n.performance-cache/\n',
    'work.js': once,
    'a.perf.js': performanceFile(`perf('dearer', dearer, ${OPTIONS});`),
  });
}

/** The environment of a pull request's step in GitHub Actions, of which the head is checked out. */
function pullRequest(): Readonly<Record<string, string>> {
  return {
    ...githubStep().env,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REF: 'refs/pull/12/merge',
    GITHUB_HEAD_REF: 'change',
    GITHUB_BASE_REF: 'main',
  };
}

/** Changes the code on a branch of its own, while main goes on. */
function branchOff(repository: MadeRepository, files: Readonly<Record<string, string>>): string {
  const base = repository.git('rev-parse', 'HEAD').trim();
  repository.git('switch', '--quiet', '--create', 'change');
  repository.write(files);
  repository.commit();
  repository.git('switch', '--quiet', 'main');
  repository.write({ 'elsewhere.txt': 'main went on' });
  repository.commit();
  repository.git('switch', '--quiet', 'change');
  return base;
}

async function ran(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const result = await evenkeel(['run', '--json', '-', ...args], { cwd, env });
  const report = result.out.startsWith('{') ? (JSON.parse(result.out) as RunReport) : null;
  return { ...result, report: report! };
}

/** The evidence of the only test. */
function evidenceOf(report: RunReport) {
  return report.results[0]!.evidence;
}

describe('a pull request without any history', () => {
  it('that makes code four times slower fails, by pairs with the merge base', async () => {
    const repository = made();
    const base = branchOff(repository, { 'work.js': fourTimes });
    const { exitCode, report } = await attempt(() => ran(repository.directory, [], pullRequest()));
    expect(exitCode).toBe(1);
    const [result] = report.results;
    expect(result!.validation).toMatchObject({ verdict: 'regression', isValid: false });
    // On a busy machine the mean may be sure of it before the quickest calls are.
    const message = `slower than the code of the merge-base with main \\(${base.slice(0, 7)}\\)(?:, on average, [^;]*)?; confirmed in`;
    expect(result!.validation.message).toMatch(new RegExp(message));
    expect(evidenceOf(report)).toMatchObject({
      decidedBy: 'pairs',
      base: { ref: 'main', commit: base, isMergeBase: true },
      suspicions: [{ name: 'no_history' }],
      historyChange: null,
    });
    expect(report.warnings).toEqual([]);
    expect(worktreesOf(repository)).toEqual([]);
    await until(() => processesIn(repository.directory).length === 0);
  });

  it('that changes nothing that counts passes, by pairs', async () => {
    const repository = made();
    branchOff(repository, {
      'readme.txt': 'in other words',
      'a.perf.js': performanceFile(`perf('dearer', dearer, ${QUICK});`),
    });
    const { exitCode, report } = await attempt(() => ran(repository.directory, [], pullRequest()));
    expect(exitCode).toBe(0);
    expect(report.results[0]!.validation.verdict).toBe('pass');
    expect(report.results[0]!.validation.message).toMatch(/^No slower than the code of the merge-base with main/);
    expect(evidenceOf(report).decidedBy).toBe('pairs');
    // A pull request reads baselines and writes none.
    expect(existsSync(join(repository.directory, '.performance-cache/baselines.sqlite'))).toBe(false);
  });

  it('is left to its history, of which there is none, by --confirm history', async () => {
    const repository = made();
    branchOff(repository, { 'work.js': fourTimes });
    const { exitCode, report } = await ran(repository.directory, ['--confirm', 'history'], pullRequest());
    expect(exitCode).toBe(0);
    expect(report.results[0]!.validation.verdict).toBe('no_baseline');
    expect(evidenceOf(report)).toMatchObject({ decidedBy: 'history', withoutPairs: null });
    expect(report.warnings).toEqual([]);
  });

  it('of a shallow clone is told once what it lacks, what that costs, and how to get it', async () => {
    const repository = made();
    branchOff(repository, { 'work.js': fourTimes });
    const clone = join(temporaryDirectory(), 'clone');
    onTestFinished(() => rmSync(clone, { recursive: true, force: true }));
    repository.git(
      ...['clone', '--quiet', '--depth', '1', '--branch', 'change'],
      ...[`file://${repository.directory}`, clone],
    );
    repositoryIn(clone).link(join(repository.directory, 'node_modules/evenkeel'), 'node_modules/evenkeel');
    const { exitCode, report } = await ran(clone, [], pullRequest());
    expect(exitCode).toBe(0);
    expect(report.results[0]!.validation.verdict).toBe('no_baseline');
    expect(report.warnings).toHaveLength(1);
    expect(report.warnings[0]).toMatch(/^Not confirmed in pairs of processes: "dearer"\. This is a shallow clone,/);
    expect(report.warnings[0]).toContain('fetch-depth: 0');
    const { out } = await evenkeel(['run'], { cwd: clone, env: { ...pullRequest(), COLUMNS: '400' } });
    expect(out.match(/This is a shallow clone/g)).toHaveLength(1);
    expect(out).toContain('fetch-depth: 0');
  });
});

describe('a fixture that Git LFS keeps, of which a check-out has the pointer', () => {
  // What Git LFS does when nothing is to be fetched: commits have the pointer, and check-outs as well.
  const clean =
    'f=$(mktemp) && cat > $f && printf "version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize %s\\n" "$(sha256sum < $f | cut -c 1-64)" "$(wc -c < $f)" && rm $f';
  const lines = (count: number) => 'one line after another\n'.repeat(count);
  const withFixture = () => {
    const repository = made();
    repository.git('config', 'filter.lfs.clean', clean);
    repository.git('config', 'filter.lfs.smudge', 'cat');
    repository.write({
      '.gitattributes': 'fixture.txt filter=lfs\n',
      'fixture.txt': lines(20_000),
      'a.perf.js': performanceFile(
        "import { readFileSync } from 'node:fs';",
        `perf('counts', () => readFileSync('fixture.txt', 'utf8').split('\\n').length, ${QUICK});`,
      ),
    });
    repository.commit();
    expect(repository.git('cat-file', 'blob', 'HEAD:fixture.txt')).toMatch(/^version https:\/\/git-lfs/);
    return repository;
  };

  it('is the same on both sides where it was not changed: no alarm', async () => {
    const repository = withFixture();
    branchOff(repository, { 'readme.txt': 'in other words' });
    // As a runner of CI has it that fetched the content.
    repository.write({ 'fixture.txt': lines(20_000) });
    expect(repository.git('status', '--porcelain')).toBe('');
    const { report } = await ran(repository.directory, [], pullRequest());
    const [result] = report.results;
    expect(result!.evidence.decidedBy).toBe('pairs');
    // The pointer is read a thousand times faster, which no noise makes.
    expect(result!.validation.verdict).not.toBe('regression');
    expect(report.warnings).toEqual([]);
  });

  it('is no base to compare with where it was changed: that is said, and no alarm', async () => {
    const repository = withFixture();
    branchOff(repository, { 'fixture.txt': lines(21_000) });
    repository.write({ 'fixture.txt': lines(21_000) });
    rmSync(join(repository.directory, '.git/lfs'), { recursive: true, force: true });
    const { exitCode, report } = await ran(repository.directory, [], pullRequest());
    expect(exitCode).toBe(0);
    expect(report.results[0]!.validation.verdict).toBe('no_baseline');
    expect(report.warnings).toEqual([
      expect.stringMatching(
        /^Not confirmed in pairs of processes: "counts"\. It reads fixture\.txt, which has its content on one side only: in the merge-base with main \(\w{7}\) there is Git LFS's pointer/,
      ),
    ]);
    expect(report.warnings[0]).toContain('--prepare "git lfs pull"');
  });
});

describe('--against', () => {
  it('a revision that is not there is wrong usage, before anything is measured', async () => {
    const repository = made();
    const { exitCode, out, err } = await evenkeel(['run', '--against', 'nowhere'], { cwd: repository.directory });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('--against nowhere: There is no commit "nowhere" in this repository to compare with.');
    expect(err).not.toContain('measuring');
    expect(existsSync(join(repository.directory, '.performance-cache/baselines.sqlite'))).toBe(false);
  });

  it('is wrong usage where there is no repository, and of no concern where history decides', async () => {
    const cwd = project({ 'a.perf.js': performanceFile(`perf('dearer', dearer, ${QUICK});`) });
    const refused = await evenkeel(['run', '--against', 'v1'], { cwd });
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toMatch(/--against v1: \S+ is not in a git repository/);
    const history = await ran(cwd, ['--against', 'v1', '--confirm', 'history']);
    expect(history.exitCode).toBe(0);
  });

  it('another revision holds a test against that, whatever is stored', async () => {
    const repository = made();
    repository.git('tag', 'v1');
    repository.write({ 'a.perf.js': performanceFile(`perf('dearer', dearer, ${QUICK});`) });
    repository.commit();
    const { report } = await ran(repository.directory, ['--against', 'v1']);
    expect(evidenceOf(report)).toMatchObject({ decidedBy: 'pairs', base: { ref: 'v1', isMergeBase: false } });
  });
});

describe('outside of CI', () => {
  it('without git nothing is said of pairs, and past runs decide', async () => {
    const cwd = project({ 'a.perf.js': performanceFile(`perf('dearer', dearer, ${QUICK});`) });
    const first = await ran(cwd);
    expect(first.exitCode).toBe(0);
    expect(first.report.warnings).toEqual([]);
    const second = await ran(cwd, [], { DEARER: '40' });
    expect(evidenceOf(second.report)).toMatchObject({
      decidedBy: 'history',
      withoutPairs: expect.stringContaining('is not in a git repository'),
    });
    expect(second.report.warnings).toHaveLength(1);
  });

  it('the newest baseline is what a change that is not committed is held against', async () => {
    const repository = made();
    const commit = repository.git('rev-parse', 'HEAD').trim();
    const first = await ran(repository.directory);
    expect(first.report.results[0]!.recording).toEqual({ state: 'recorded' });
    repository.write({ 'work.js': fourTimes });
    const { report } = await attempt(() => ran(repository.directory));
    expect(report.results[0]!.validation.verdict).toBe('regression');
    expect(report.results[0]!.recording).toEqual({ state: 'kept_as_regression' });
    expect(evidenceOf(report)).toMatchObject({ decidedBy: 'pairs', base: { commit, isMergeBase: false } });
  });

  it('a baseline of changes that were not committed is told of, and past runs decide', async () => {
    const repository = made();
    repository.write({ 'work.js': `${once}// not committed\n` });
    expect((await ran(repository.directory)).report.results[0]!.recording).toEqual({ state: 'recorded' });
    repository.write({ 'work.js': fourTimes });
    const { report } = await ran(repository.directory);
    expect(evidenceOf(report)).toMatchObject({
      decidedBy: 'history',
      withoutPairs: expect.stringContaining('changes that were not committed'),
    });
    expect(report.warnings.join()).toContain('Commit before measuring');
  });
});
