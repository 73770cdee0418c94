import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { attempt } from './attempts.ts';
import { evenkeel, project, ROOT } from './command.ts';
import { committed } from './committed.ts';

const DEARER = 'hashing > SHA-256 of 200 kB';
const FILE = 'suite/hashing.perf.ts';
// It, and one that stays as it is.
const TWO_TESTS = ['suite/files.perf.ts', FILE];
// Fewer processes than usual for the whole suite: nobody is to doubt what it says.
const FEW = ['--processes', '1'];

it('the example suite makes baselines, fails for the one test whose code got dearer, and accepts it', async () => {
  const cwd = exampleSuite();
  // Twice the work is far beyond it, and what noise does to the rest far below, so that few pairs are enough.
  for (const file of TWO_TESTS) change(cwd, 'setup:', 'tolerancePercent: 40, setup:', file);
  const commit = committed(cwd);
  const first = await run(cwd, 'suite', ...FEW);
  expect(first.exitCode, first.output).toBe(0);
  expect(new Set(Object.values(verdictsOf(first)))).toEqual(new Set(['no_baseline']));
  expect(first.report.results.length).toBeGreaterThanOrEqual(10);

  change(cwd, '? 5 : 4', '? 5 : 8');
  // What is accepted is committed, so that pairs decide about what comes after it as well.
  committed(cwd);
  const dearer = await attempt(() => run(cwd, ...TWO_TESTS, '--processes', '2'));
  expect(regressionsOf(dearer), dearer.output).toEqual([DEARER]);
  expect(dearer.exitCode).toBe(1);
  expect(dearer.output).toContain(`evenkeel baseline accept "${DEARER}"`);
  const { evidence } = dearer.report.results.find(({ testName }) => testName === DEARER)!;
  expect(evidence).toMatchObject({ decidedBy: 'pairs', base: { commit } });

  const accepted = await evenkeel(['baseline', 'accept', DEARER], { cwd });
  expect(accepted.exitCode, accepted.out + accepted.err).toBe(0);
  // The same work in other words.
  change(cwd, '? 5 : 8', '? 5 : 4 + 4');
  const after = await run(cwd, ...TWO_TESTS, '--processes', '2');
  expect(regressionsOf(after), after.output).toEqual([]);
  expect(after.exitCode, after.output).toBe(0);
});

/** The example suite in a project of its own, with what is installed here. */
function exampleSuite(): string {
  const cwd = project({});
  cpSync(join(ROOT, 'examples/suite'), join(cwd, 'suite'), { recursive: true });
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys(devDependencies)) {
    const link = join(cwd, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), link, 'dir');
  }
  return cwd;
}

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

function change(cwd: string, from: string, to: string, file = FILE): void {
  const text = readFileSync(join(cwd, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(join(cwd, file), text.replace(from, to));
}

async function run(cwd: string, ...args: readonly string[]) {
  const result = await evenkeel(['run', ...args, '--json', 'report.json'], { cwd });
  const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as RunReport;
  return { ...result, output: result.out + result.err, report };
}

function verdictsOf({ report }: { readonly report: RunReport }): Readonly<Record<string, string>> {
  return Object.fromEntries(report.results.map(({ testName, validation }) => [testName, validation.verdict]));
}

function regressionsOf(made: { readonly report: RunReport }): readonly string[] {
  return Object.entries(verdictsOf(made)).flatMap(([name, verdict]) => (verdict === 'regression' ? [name] : []));
}
