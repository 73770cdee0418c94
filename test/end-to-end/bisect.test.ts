import type { ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BisectReport } from '../../src/model/bisect.ts';
import { makeHistory, TESTS, workOf } from '../framework/bisect/made-history.ts';
import { until } from '../measure/processes/alive.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { evenkeel } from './command.ts';

async function bisect({ directory }: MadeRepository, args: readonly string[], onStart?: (child: ChildProcess) => void) {
  return evenkeel(['bisect', ...args], { cwd: directory, ...(onStart && { onStart }) });
}

describe('evenkeel bisect', () => {
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
    // A busy machine may have made a step of its own.
    const steps = work!.steps.map(({ first: { hash }, commits }) => [hash, commits]);
    expect(steps).toContainEqual([culprit, 1]);
    // Both ends were measured before, and are not needed any more.
    const checkedOut = [...again.err.matchAll(/^Checking out (\w+)/gm)].map(([, hash]) => hash!);
    expect(checkedOut).not.toContain(main[0]!.slice(0, 7));
    expect(checkedOut).not.toContain(main.at(-1)!.slice(0, 7));
    expect(worktreesOf(made)).toEqual([]);
  });
});
