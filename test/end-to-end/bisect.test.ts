import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BisectReport } from '../../src/model/bisect.ts';
import { until } from '../measure/processes/alive.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { evenkeel } from './command.ts';

// What a step adds is many times what is tolerated, and that is more than any noise.
const OPTIONS = '{ iterations: 4, warmupIterations: 0, maxDuration: 0.2, tolerancePercent: 60 }';
const TESTS = `import { perf } from 'evenkeel';
import { bytes, work } from './work.js';
perf('work', () => work(), ${OPTIONS});
perf.metric('bytes', { unit: 'bytes', better: 'lower', scatter: 'counted' }, () => bytes());
`;

function workOf({ times = 1, bytes = 100 }: { readonly times?: number; readonly bytes?: number }): string {
  return `const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
export const work = () => { let n = 0; for (let i = 0; i < ${times}; i++) n += Float64Array.from(numbers).sort().length; return n; };
export const bytes = () => ${bytes};
`;
}

interface History {
  readonly made: MadeRepository;
  /** Hashes of the main line, the good one first. */
  readonly main: readonly string[];
  readonly merge: string;
  readonly culprit: string;
  readonly lighter: string;
}

/**
 * Twelve commits of a main line: one does not build, one merges a branch of three of which the second makes `work` three times as
 * dear, and one makes `bytes` fewer.
 */
function makeHistory(): History {
  const made = makeRepository({
    '.gitignore': 'node_modules/\n.performance-cache/\n',
    'all.perf.js': TESTS,
    'work.js': workOf({}),
  });
  const main = [made.git('rev-parse', 'HEAD').trim()];
  const commit = (files: Readonly<Record<string, string>>) => {
    made.write(files);
    return made.commit();
  };
  const step = (name: string, files: Readonly<Record<string, string>> = {}) =>
    main.push(commit({ 'notes.txt': name, ...files }));
  step('one');
  step('two');
  made.git('checkout', '--quiet', '-b', 'side');
  commit({ 'side.txt': 'begun' });
  const culprit = commit({ 'work.js': workOf({ times: 3 }) });
  commit({ 'side.txt': 'done' });
  made.git('checkout', '--quiet', 'main');
  step('three');
  step('four');
  step('broken', { 'work.js': `${workOf({})}export const = ;\n` });
  step('mended', { 'work.js': workOf({}) });
  made.git('merge', '--quiet', '--no-ff', '--message', 'Merge side', 'side');
  const merge = made.git('rev-parse', 'HEAD').trim();
  main.push(merge);
  step('eight');
  step('nine', { 'work.js': workOf({ times: 3, bytes: 60 }) });
  const lighter = main.at(-1)!;
  step('ten');
  step('eleven');
  return { made, main, merge, culprit, lighter };
}

interface Searched {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

async function bisect({ directory }: MadeRepository, args: readonly string[], onStart?: (child: ChildProcess) => void) {
  return evenkeel(['bisect', ...args], { cwd: directory, ...(onStart && { onStart }) });
}

describe('evenkeel bisect', () => {
  it('names the commit on a merged branch that made it slower, and that which made another metric better', async () => {
    const { made, main, merge, culprit, lighter } = makeHistory();
    const json = made.path('.git/bisect.json');
    const { exitCode, out, err } = await bisect(made, ['--good', main[0]!, '--json', json]);
    expect(exitCode, out + err).toBe(1);
    const report = JSON.parse(readFileSync(json, 'utf8')) as BisectReport;
    const [work, bytes] = report.tests;
    expect(work).toMatchObject({ testName: 'work', outcome: 'found', commits: main.length - 1 });
    expect(work!.steps).toMatchObject([
      { first: { hash: culprit }, last: { hash: culprit }, commits: 1, isWorse: true, merges: [{ hash: merge }] },
    ]);
    expect(work!.steps[0]!.probability).toBeGreaterThan(0.9);
    expect(bytes).toMatchObject({ testName: 'bytes', outcome: 'found', metric: { name: 'value', unit: 'bytes' } });
    expect(bytes!.steps).toMatchObject([{ first: { hash: lighter }, commits: 1, isWorse: false, merges: [] }]);
    expect(report.summary).toMatchObject({ total: 2, found: 2, worse: 1, exitCode: 1 });
    expect(out).toMatch(/slower since \w{7} "change \d+", merged by \w{7} \(/);
    expect(bytes!.steps[0]!.change.percent).toBeCloseTo(-40, 0);
    expect(out).toMatch(/value (?:39|40)(?:\.\d)? % less since \w{7} /);
    expect(worktreesOf(made)).toEqual([]);
    expect(existsSync(made.path('.performance-cache/bisect.json'))).toBe(false);
  });

  it('makes a range of commits that do not build, never a culprit', async () => {
    const made = makeRepository({ 'all.perf.js': TESTS, 'work.js': workOf({}) });
    const good = made.git('rev-parse', 'HEAD').trim();
    made.write({ 'work.js': `${workOf({ times: 3 })}export const = ;\n` });
    const broken = made.commit();
    made.write({ 'work.js': workOf({ times: 3 }) });
    const mended = made.commit();
    const { exitCode, out, err } = await bisect(made, ['--good', good, '--test', 'work', '--json', '-']);
    expect(exitCode, err).toBe(1);
    const [work] = (JSON.parse(out) as BisectReport).tests;
    expect(work!.steps).toMatchObject([
      { first: { hash: broken }, last: { hash: mended }, commits: 2, isSettled: true },
    ]);
    expect(work!.measured.find(({ hash }) => hash === broken)!.unusable).toMatch(/\S/);
    expect(work!.message).toMatch(/since one of 2 commits, .* of which those before the last cannot be measured/);
  });

  it('searches commands, and makes each check-out ready once', async () => {
    const made = makeRepository({
      '.gitignore': 'node_modules/\n.performance-cache/\nbuilt.mjs\nevenkeel.toml\n',
      'source.txt': 'const until = performance.now() + 20;',
    });
    made.write({
      'built.mjs': '',
      'evenkeel.toml': '[[command]]\nname = "cli"\nrun = ["node", "built.mjs"]\ntolerance_percent = 60\n',
    });
    const good = made.git('rev-parse', 'HEAD').trim();
    for (const time of [20, 20, 400, 400]) {
      made.write({ 'source.txt': `const until = performance.now() + ${time};`, 'notes.txt': `${Math.random()}` });
      made.commit();
    }
    const culprit = made.git('rev-parse', 'HEAD~1').trim();
    writeFileSync(made.path('built.mjs'), 'while (performance.now() < 420);');
    const log = made.path('.git/prepared');
    const prepare = `(cat source.txt; echo 'while (performance.now() < until);') > built.mjs; git rev-parse HEAD >> '${log}'`;
    const { exitCode, out, err } = await bisect(made, ['--good', good, '--prepare', prepare, '--json', '-']);
    expect(exitCode, err).toBe(1);
    const [cli] = (JSON.parse(out) as BisectReport).tests;
    expect(cli!.steps, err).toMatchObject([{ first: { hash: culprit }, commits: 1, isWorse: true }]);
    const prepared = readFileSync(log, 'utf8').trim().split('\n');
    expect(new Set(prepared).size).toBe(prepared.length);
  });
});

describe('a search that is interrupted', () => {
  /** Ends the search by a signal once it has measured so many commits. */
  const endBy = (signal: NodeJS.Signals, measured: number) => (child: ChildProcess) => {
    let said = '';
    let done = false;
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      if (done || (said.match(/Measuring /g)?.length ?? 0) <= measured) return;
      done = true;
      child.kill(signal);
    });
  };

  it.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('by %s leaves no check-out behind, and goes on where it was', async (signal, code) => {
    const { made, main, culprit } = makeHistory();
    const args = ['--good', main[0]!, '--test', 'work', '--json', '-'];
    const first = await bisect(made, args, endBy(signal, 3));
    expect(first.exitCode, first.err).toBe(code);
    if (code !== null) {
      const report = JSON.parse(first.out) as BisectReport;
      expect(report.summary).toMatchObject({ interrupted: true, exitCode: 130 });
      expect(report.tests[0]!.message).toMatch(/start it again, and it goes on from here\.$/);
    }
    await until(() => worktreesOf(made).length === 0);
    const again = await bisect(made, args);
    expect(again.exitCode, again.err).toBe(1);
    expect(again.err).toMatch(/^Going on with the search that was interrupted/);
    const [work] = (JSON.parse(again.out) as BisectReport).tests;
    expect(work!.steps).toMatchObject([{ first: { hash: culprit }, commits: 1 }]);
    // Both ends were measured before, and are not needed any more.
    const checkedOut = [...again.err.matchAll(/^Checking out (\w+)/gm)].map(([, hash]) => hash!);
    expect(checkedOut).not.toContain(main[0]!.slice(0, 7));
    expect(checkedOut).not.toContain(main.at(-1)!.slice(0, 7));
    expect(worktreesOf(made)).toEqual([]);
  });
});

describe('wrong input', () => {
  let history: History;
  let outcomes: (args: readonly string[]) => Promise<Searched>;
  beforeAll(() => {
    outcomes = async (args) => {
      history = makeHistory();
      return bisect(
        history.made,
        args.map((arg) => (arg === 'GOOD' ? history.main[0]! : arg)),
      );
    };
  });

  it.each<[string, readonly string[], RegExp]>([
    ['an unknown commit', ['--good', 'v9'], /^error: --good: there is no commit "v9" in this repository\./],
    ['an unknown bad commit', ['--good', 'GOOD', '--bad', 'v9'], /^error: --bad: there is no commit "v9"/],
    ['one commit twice', ['--good', 'main', '--bad', 'main'], /^error: Good and bad are the same commit/],
    ['what is the other way round', ['--good', 'main', '--bad', 'GOOD'], /It is the other way round/],
    ['an unknown test', ['--good', 'GOOD', '--test', 'wrok'], /^error: No test is called "wrok": did you mean work\?/],
    ['an unknown metric', ['--good', 'GOOD', '--metric', 'allocatedByts'], /did you mean allocatedBytes\?/],
    ['no good commit and no stored run', [], /^error: The stored runs do not say between which commits to search/],
    ['a confidence that is none', ['--confidence', '100'], /It must be a number from 50 to 99\.99\./],
    ['no time', ['--budget', '0'], /It must be a whole number/],
  ])('%s ends with 2, and says what to do', async (_what, args, message) => {
    const { exitCode, out, err } = await outcomes(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
    expect(worktreesOf(history.made)).toEqual([]);
  });
});
