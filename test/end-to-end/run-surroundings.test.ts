import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processesIn, until } from '../measure/processes/alive.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

const ONE_TEST = { 'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) };
const ARGUMENTS = ['run', '--iterations', '6', '--processes', '1'];
const GITHUB = { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_SHA: 'b'.repeat(40), GITHUB_RUN_ID: '7' };
const PULL_REQUEST = {
  ...GITHUB,
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/12/merge',
  GITHUB_HEAD_REF: 'faster',
  GITHUB_BASE_REF: 'main',
};
const MAIN_BRANCH = { ...GITHUB, GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main' };

describe('in CI', () => {
  it('the main branch writes baselines, and pull requests read them', async () => {
    const cwd = project(ONE_TEST);
    const unknown = await evenkeel(ARGUMENTS, { cwd, env: PULL_REQUEST });
    expect(unknown.out).toMatch(/Baselines: not recorded \(pull requests read baselines and do not write them\)/);
    expect(unknown.out).toMatch(/CI: github_actions, pull request 12, branch faster/);

    const main = await evenkeel(ARGUMENTS, { cwd, env: MAIN_BRANCH });
    expect(main.out).toMatch(/1 without baseline/);
    expect(main.out).toMatch(/Baselines: recorded/);
    const known = await evenkeel(ARGUMENTS, { cwd, env: PULL_REQUEST });
    // On a busy machine the few samples may be too noisy to tell.
    expect(known.out).toMatch(/1 test: 1 (?:passed|inconclusive|improvement)/);
    expect((await evenkeel(['baseline', 'list'], { cwd })).out).toMatch(/ 1 run$/m);

    const asked = await evenkeel([...ARGUMENTS, '--record'], { cwd, env: PULL_REQUEST });
    expect(asked.out).toMatch(/Baselines: recorded/);
  });

  it('another branch writes none', async () => {
    const cwd = project(ONE_TEST);
    const env = { ...MAIN_BRANCH, GITHUB_REF: 'refs/heads/try', GITHUB_REF_NAME: 'try' };
    const { out } = await evenkeel(ARGUMENTS, { cwd, env });
    expect(out).toMatch(
      /not recorded \(in CI only the main branch writes baselines, and this is try; set main_branch if that is its\s+name\)/,
    );
  });
});

describe('the terminal', () => {
  const colored = '\u001b[';

  it('is given color where that is asked for, and as many columns as there are', async () => {
    const cwd = project(ONE_TEST);
    const plain = await evenkeel(ARGUMENTS, { cwd });
    expect(plain.out + plain.err).not.toContain(colored);
    const forced = await evenkeel(ARGUMENTS, { cwd, env: { FORCE_COLOR: '1' } });
    expect(forced.out).toContain(colored);
    const refused = await evenkeel(ARGUMENTS, { cwd, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(refused.out).not.toContain(colored);
    const narrow = await evenkeel(ARGUMENTS, { cwd, env: { COLUMNS: '40' } });
    expect(Math.max(...narrow.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it('may be gone before everything is written', async () => {
    const cwd = project(ONE_TEST);
    const onStart: Parameters<typeof evenkeel>[1]['onStart'] = (child) => child.stdout?.destroy();
    const { exitCode, err } = await evenkeel([...ARGUMENTS, '--json', '-'], { cwd, onStart });
    expect(exitCode).toBe(0);
    expect(err).toMatch(/measured: 1\/1/);
    expect(err).not.toMatch(/EPIPE|error/i);
  });
});

describe('the cache', () => {
  it.skipIf(process.platform === 'win32')('that cannot be written is an error that says so', async () => {
    const cwd = project(ONE_TEST);
    const cache = join(cwd, 'cache');
    mkdirSync(cache);
    chmodSync(cache, 0o555);
    chmodSync(cwd, 0o755);
    // Root may write everywhere, so it must be somebody else.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const { exitCode, out, err } = await evenkeel([...ARGUMENTS, '--cache', 'cache'], { cwd, ...nobody });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: Cannot .*cache/);
    expect(err).not.toMatch(/defect|measuring/);
  });

  it('is where it is said to be, and kept out of version control', async () => {
    const cwd = project(ONE_TEST);
    await evenkeel([...ARGUMENTS, '--cache', 'deep/cache'], { cwd });
    expect(readFileSync(join(cwd, 'deep/cache/.gitignore'), 'utf8')).toBe('*\n');
    expect(existsSync(join(cwd, '.performance-cache'))).toBe(false);
  });
});

describe('an interruption', () => {
  it.skipIf(process.platform === 'win32')('keeps what is complete, and leaves no process behind', async () => {
    const endless = `perf('endless', () => { for (;;) ; }, { ...${QUICK}, processes: 1, timeLimit: 100 });`;
    const cwd = project({
      'a.perf.js': performanceFile(`perf('complete', sort, { ...${QUICK}, processes: 1 });`, endless),
    });
    const { exitCode, out, err } = await evenkeel(['run', '--json', '-'], {
      cwd,
      onStart: (child) => {
        // Said after the first process has ended, when the endless one is the only one left.
        child.stderr?.on('data', (chunk) => String(chunk).includes('1/2') && child.kill('SIGINT'));
      },
    });
    expect(exitCode, err).toBe(130);
    expect(err).toMatch(/Interrupted: keeping what is complete …\n/);
    const report = await parseRunReport(out);
    expect(report.summary).toMatchObject({ interrupted: true, exitCode: 130 });
    expect(report.results.map(({ testName }) => testName)).toEqual(['complete']);
    expect(report.failures).toMatchObject([{ testName: 'endless', reason: 'interrupted' }]);
    const listed = await evenkeel(['baseline', 'list'], { cwd });
    expect(listed).toMatchObject({ exitCode: 0, err: '' });
    expect(listed.out).toMatch(/complete .* 1 run$/m);
    // What the command has killed, or what watches over it, may end a moment after it.
    await until(() => processesIn(cwd).length === 0);
  });
});
