// Commands as tests, from the configuration or a performance file to exit codes.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import type { CompareReport } from '../../src/model/revisions.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, project, ROOT } from './command.ts';
import { committed } from './committed.ts';

async function report(args: readonly string[], cwd: string, env = {}) {
  const result = await evenkeel(['run', ...args, '--json', 'report.json'], { cwd, env });
  const parsed = await parseRunReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
  return { ...result, report: parsed };
}

const verdicts = ({ results }: RunReport) =>
  Object.fromEntries(results.map(({ testName, validation }) => [testName, validation.verdict]));

/** Noise can leave unchanged code undecided; a regression it must never be. */
const isUnharmed = expect.stringMatching(/^(pass|improvement|inconclusive)$/);

/** What makes a test one that noise does not reach. */
const UNTROUBLED = 'tolerance_percent = 300\nruns = 3';

const hasPython = spawnSync('python3', ['--version']).status === 0;
// biome-ignore lint/suspicious/noConsole: what is not tested is said loudly.
if (!hasPython) console.error('NOT TESTED: examples/kinda needs python3, and there is none here.');

it.runIf(hasPython)(
  'the kinda example (NOT TESTED without python3) begins baselines, holds, fails on what got dearer, and accepts it',
  async () => {
    const cwd = project({});
    cpSync(join(ROOT, 'examples/kinda'), cwd, { recursive: true });
    change(cwd, 'evenkeel.toml', 'parameters =', `${UNTROUBLED}\nparameters =`);
    change(cwd, 'evenkeel.toml', 'name = "translates"', `name = "translates"\n${UNTROUBLED}`);
    const steady = ['runs walk', 'runs vote', 'translates'];
    const first = await report([], cwd);
    expect(first.exitCode, first.out + first.err).toBe(0);
    expect(Object.keys(verdicts(first.report)).toSorted()).toEqual([...steady, 'runs fuzzy'].toSorted());
    expect(new Set(Object.values(verdicts(first.report)))).toEqual(new Set(['no_baseline']));
    const [{ metrics = [], samples, file, estimate }] = first.report.results as [RunReport['results'][number]];
    expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(['time']));
    expect([samples.length, file]).toEqual([3, 'evenkeel.toml']);
    expect(metrics[0]!.value).toBe(estimate);

    // Two runs that noise keeps apart leave so wide a margin that nothing is beyond it; of five, no two decide.
    for (let i = 0; i < 4; i++) {
      const again = await report([], cwd);
      expect(again.exitCode, again.out).toBe(0);
      expect(Object.values(verdicts(again.report))).toEqual([...steady, 'runs fuzzy'].map(() => isUnharmed));
    }

    change(cwd, 'programs/fuzzy.knda', 'repeat 20000', 'repeat 2000000');
    const dearer = await report([], cwd);
    expect(verdicts(dearer.report)).toMatchObject({ 'runs fuzzy': 'regression' });
    expect(dearer.exitCode, dearer.out).toBe(1);
    expect(dearer.err).toContain('Measuring again, to be sure: runs fuzzy');
    // Both measurements.
    expect(dearer.report.results.find(({ testName }) => testName === 'runs fuzzy')?.samples).toHaveLength(6);
    for (const name of steady) expect(verdicts(dearer.report)[name]).toEqual(isUnharmed);

    const accepted = await report(['--update', '--filter', 'fuzzy'], cwd);
    expect(accepted.exitCode, accepted.out).toBe(0);
    expect(accepted.err).not.toContain('Measuring again');
    const after = await report(['--filter', 'fuzzy'], cwd);
    expect(after.exitCode, after.out).toBe(0);
  },
);

describe('a command that', () => {
  const once = 'runs = 1\nwarmup = 0\n';
  const command = (name: string, run: string, more = '') =>
    `[[command]]\nname = "${name}"\nrun = ${JSON.stringify(run)}\n${once}${more}\n`;

  it('fails, hangs, is killed, prints a gigabyte, leaves children or wants a terminal does not stop the others', async () => {
    const cwd = project({
      'evenkeel.toml': [
        command('fails', 'echo first >&2; echo the reason >&2; exit 3', 'cleanup = "echo >> cleaned"'),
        command('hangs', 'sleep 60 & sleep 60', 'timeout = 0.5'),
        command('is killed', 'kill -SEGV $$'),
        command('prints a gigabyte', 'head -c 1000000000 /dev/zero'),
        command('complains at length', 'head -c 100000000 /dev/zero >&2'),
        command('leaves children', 'sleep 60 & sleep 0.3'),
        command('wants a terminal', 'exec 3< /dev/tty'),
        command('reads', 'read line && test -n "$line"'),
        command('is not there', './nowhere', 'shell = "none"'),
        command('has no directory', 'true', 'cwd = "nowhere"'),
        command('cannot be prepared', 'true', 'prepare = "exit 9"'),
        command('may fail', 'sleep 0.3; exit 4', 'ignored_exit_codes = [4]'),
        command('reads a file', 'sleep 0.3; grep -q evenkeel', 'input = "evenkeel.toml"'),
        command('works', 'sleep 0.3'),
      ].join('\n'),
    });
    const { report: found, exitCode, out } = await report([], cwd);
    expect(exitCode, out).toBe(2);
    const failures = Object.fromEntries(
      found.failures.map(({ testName, reason, message }) => [testName, [reason, message]]),
    );
    const died = (message: string | RegExp) => ['process_died', expect.stringMatching(message)];
    expect(failures).toEqual({
      fails: died(/ended with exit code 3\. Where that is no failure, name it in `ignoredExitCodes`[\s\S]*the reason/),
      hangs: ['timed_out', expect.stringMatching(/killed at its time limit of 0\.5 s.*Raise `timeout`/)],
      'is killed': died(/was ended by SIGSEGV/),
      'wants a terminal': died(/ended with exit code/),
      reads: died(/ended with exit code 1/),
      'is not there': died(/could not be started: there is no such program/),
      'has no directory': died(/The working directory ".*nowhere" .* cannot be used/),
      'cannot be prepared': died(/The command of `prepare` failed: "exit 9" ended with exit code 9/),
    });
    const results = Object.fromEntries(found.results.map(({ testName, validation }) => [testName, validation]));
    expect(Object.keys(results).toSorted()).toEqual(
      ['complains at length', 'leaves children', 'may fail', 'prints a gigabyte', 'reads a file', 'works'].toSorted(),
    );
    expect(results['leaves children']?.warnings.join()).toMatch(
      /still ran at the end of 1 of 1 runs; they were killed/,
    );
    expect(results['may fail']?.warnings.join()).toMatch(/Failures were ignored/);
    // What is to be cleaned up is, although a run failed.
    expect(readFileSync(join(cwd, 'cleaned'), 'utf8')).toBe('\n');
  });
});

describe('commands and performance files', () => {
  const FILES = {
    'evenkeel.toml': '[[command]]\nname = "of the configuration"\nrun = "sleep 0.3"\nruns = 2\n',
    'a.perf.js': `import { perf } from 'evenkeel';
      perf.command('of a file', 'echo x >> runs; sleep 0.3', { runs: 2, warmup: 1, setup: 'echo s >> sets', cleanup: 'rm sets' });
      perf.command.skip('left out', 'exit 1');\n`,
  };

  it('are listed, tried and measured together', async () => {
    const cwd = project(FILES);
    const listed = await evenkeel(['list', '--json', '-'], { cwd });
    expect(JSON.parse(listed.out).tests).toMatchObject([
      { testName: 'of a file', kind: 'command', file: 'a.perf.js', options: { processes: 2, timeLimit: 300 } },
      { testName: 'left out', kind: 'command', skipped: 'skip' },
      { testName: 'of the configuration', kind: 'command', file: 'evenkeel.toml', baselineKey: 'of the configuration' },
    ]);
    const smoke = await evenkeel(['run', '--smoke'], { cwd });
    expect(smoke.exitCode, smoke.out + smoke.err).toBe(0);
    expect(readFileSync(join(cwd, 'runs'), 'utf8')).toBe('x\n');
    expect(existsSync(join(cwd, '.performance-cache'))).toBe(false);

    const whole = await report([], cwd);
    expect(whole.exitCode, whole.out).toBe(0);
    expect(verdicts(whole.report)).toEqual({ 'of a file': 'no_baseline', 'of the configuration': 'no_baseline' });
    expect(whole.report.summary.skipped).toBe(1);
    // Once tried, once to warm up, and twice measured.
    expect(readFileSync(join(cwd, 'runs'), 'utf8')).toBe('x\nx\nx\nx\n');
    expect(existsSync(join(cwd, 'sets'))).toBe(false);
  });

  it('are those that are named', async () => {
    const cwd = project(FILES);
    const names = async (...globs: string[]) => Object.keys(verdicts((await report(globs, cwd)).report));
    expect(await names('a.perf.js')).toEqual(['of a file']);
    expect(await names('evenkeel.toml')).toEqual(['of the configuration']);
  });

  it('are refused where two have one name, and where a key is wrong', async () => {
    const cwd = project({ ...FILES, 'evenkeel.toml': '[[command]]\nname = "of a file"\nrun = "true"\nwarmpu = 2\n' });
    const wrong = await evenkeel(['run'], { cwd });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.err).toMatch(/evenkeel\.toml:4:1: there is no option "warmpu" of a command; did you mean warmup\?/);
    change(cwd, 'evenkeel.toml', 'warmpu = 2', '');
    const { report: found } = await report([], cwd);
    expect(found.failures).toMatchObject([{ testName: 'of a file', file: 'evenkeel.toml', reason: 'invalid_file' }]);
  });

  it('have a gate that sees when one is gone', async () => {
    const cwd = project(FILES);
    await report([], cwd);
    change(cwd, 'evenkeel.toml', 'of the configuration', 'of another name');
    const { report: found } = await report([], cwd);
    expect(found.gateChanges).toMatchObject([{ kind: 'test_gone', testName: 'of the configuration' }]);
  });
});

describe('evenkeel compare', () => {
  async function compared(cwd: string, ...args: string[]) {
    const result = await evenkeel(['compare', 'HEAD', ...args, '--json', 'compare.json'], { cwd });
    const found = existsSync(join(cwd, 'compare.json')) ? readFileSync(join(cwd, 'compare.json'), 'utf8') : '{}';
    return { ...result, report: JSON.parse(found) as CompareReport };
  }

  it('runs commands in either tree, and tells which one is slower', async () => {
    const cwd = project({
      'package.json': '{ "type": "module", "private": true }',
      '.gitignore': 'node_modules\ncompare.json\n.performance-cache\n',
      'jobs/job.sh': 'sleep 0.02\n',
      'jobs/steady.sh': 'sleep 0.02\n',
      'evenkeel.toml': [
        '[[command]]\nname = "dearer"\nrun = ["sh", "job.sh"]\ncwd = "jobs"\n',
        '[[command]]\nname = "steady"\nrun = ["sh", "jobs/steady.sh"]\ntolerance_percent = 300\n',
      ].join('\n'),
      'a.perf.js': `import { perf } from 'evenkeel';
        perf.command('of a file', ['sh', import.meta.dirname + '/jobs/job.sh']);\n`,
    });
    committed(cwd);
    writeFileSync(join(cwd, 'jobs/job.sh'), 'sleep 0.2\n');
    writeFileSync(
      join(cwd, 'evenkeel.toml'),
      `${readFileSync(join(cwd, 'evenkeel.toml'), 'utf8')}
      [[command]]\nname = "new"\nrun = ["sh", "-c", "grep -q '0[.]2' jobs/job.sh && sleep 0.01"]
      [[command]]\nname = "astray"\nrun = ["sh", "${cwd}/jobs/job.sh"]\n`,
    );
    const { report: found, exitCode, out, err } = await compared(cwd, '--blocks', '8');
    const told = Object.fromEntries(found.comparisons.map((each) => [each.testName, each.validation.verdict]));
    expect(told, out + err).toEqual({ dearer: 'regression', 'of a file': 'regression', steady: isUnharmed });
    expect(found.onlyInHead.map(({ testName }) => testName).toSorted()).toEqual(['astray', 'new']);
    expect(found.onlyInHead.find(({ testName }) => testName === 'astray')?.reason).toMatch(
      /both sides would run its code/,
    );
    expect(exitCode).toBe(1);
    const dearer = found.comparisons.find(({ testName }) => testName === 'dearer')!;
    expect(dearer.change.percent).toBeGreaterThan(100);
    expect(dearer.logRatios.lowEnd).toHaveLength(8);
    expect(execFileSync('git', ['worktree', 'list'], { cwd, encoding: 'utf8' }).trim().split('\n')).toHaveLength(1);
  });

  it('says that what the base has and cannot run was not compared', async () => {
    const cwd = project({
      '.gitignore': 'node_modules\ncompare.json\n',
      'evenkeel.toml': '[[command]]\nname = "built"\nrun = ["sh", "made.sh"]\n',
    });
    committed(cwd);
    writeFileSync(join(cwd, 'made.sh'), 'sleep 0.01\n');
    const bare = await compared(cwd);
    expect(bare.report.failures).toMatchObject([{ testName: 'built', reason: 'base_failed' }]);
    expect(bare.exitCode).toBe(2);
    const prepared = await compared(cwd, '--prepare', 'echo "sleep 0.01" > made.sh', '--blocks', '8');
    expect(prepared.report.comparisons, prepared.out + prepared.err).toMatchObject([{ testName: 'built' }]);
  });
});

function change(cwd: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(cwd, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(join(cwd, file), text.replace(from, to));
}
