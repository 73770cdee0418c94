import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CompareReport } from '../../src/model/revisions.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../revisions/made-repository.ts';
import { evenkeel } from './command.ts';

async function compare(made: MadeRepository, args: readonly string[] = []) {
  const result = await evenkeel(['compare', 'main', ...args, '--json', '.git/report.json'], { cwd: made.directory });
  const report = JSON.parse(readFileSync(made.path('.git/report.json'), 'utf8')) as CompareReport;
  const verdicts = report.metrics.map(({ testName, name, validation }) => [testName, name, validation.verdict]);
  return { ...result, report, verdicts, said: result.out + result.err };
}

// No noise makes a call take so much longer that its time decides.
const TOLERANT = 'iterations: 2, warmupIterations: 0, maxDuration: 0.01, tolerancePercent: 50';
const allocating = (length: number) =>
  `export const make = () => Array.from({ length: ${length} }, (_, i) => ({ i }));`;

describe('evenkeel compare of other metrics than time', () => {
  it('names the metric of a test that got worse, in the table, in documents and by its exit code', async () => {
    const file = `
      import { perf } from 'evenkeel';
      import { make } from './make.js';
      perf('makes', make, { ${TOLERANT}, metrics: ['allocatedBytes'] });`;
    const made = makeRepository({ 'make.js': allocating(2000), 'a.perf.js': file });
    const unchanged = await compare(made, ['--blocks', '8']);
    expect(unchanged.verdicts, unchanged.said).toEqual([['makes', 'allocatedBytes', 'pass']]);
    expect(unchanged.exitCode, unchanged.said).toBe(0);
    expect(unchanged.report.warnings.join('\n')).not.toMatch(/alone was compared|Not compared/);

    made.write({ 'make.js': allocating(4000) });
    const worse = await compare(made, ['--blocks', '8']);
    expect(worse.exitCode, worse.said).toBe(1);
    expect(worse.verdicts).toEqual([['makes', 'allocatedBytes', 'regression']]);
    expect(worse.report.metrics[0]!.changePercent).toBeGreaterThan(90);
    expect(worse.out).toMatch(/✗ ↳ allocatedBytes .* \+\d+\.?\d* % .* regression\n/);
    const junit = await evenkeel(['report', '.git/report.json', '--format', 'junit'], { cwd: made.directory });
    expect(junit.out).toMatch(/name="makes \(allocatedBytes\)"/);
    const markdown = await evenkeel(['report', '.git/report.json', '--format', 'markdown'], { cwd: made.directory });
    expect(markdown.out).toMatch(/makes \(allocatedBytes\).*\+\d/);

    // Asked for on the command line, over what the test says.
    const time = await compare(made, ['--blocks', '8', '--metrics', 'time']);
    expect(time.verdicts).toEqual([]);
    expect(worktreesOf(made)).toEqual([]);
  });

  it("holds numbers of the user's own and sizes of what was built against the base's", async () => {
    const file = `
      import { perf } from 'evenkeel';
      import { rows } from './rows.js';
      perf.metric('rows', { unit: 'rows', better: 'lower', scatter: 'single' }, rows);
      perf.size('dist/*.js', { name: 'bundle' });`;
    const build = { 'package.json': '{ "name": "project", "type": "module", "scripts": {} }\n' };
    const made = makeRepository({ ...build, 'rows.js': 'export const rows = () => 10;', 'a.perf.js': file });
    const prepare = ['--prepare', 'mkdir dist && cp rows.js dist/app.js'];
    const bundled = () => made.write({ 'dist/app.js': readFileSync(made.path('rows.js'), 'utf8') });
    bundled();
    const unchanged = await compare(made, prepare);
    expect(unchanged.verdicts, unchanged.said).toEqual([
      ['rows', 'value', 'pass'],
      ['bundle', 'size', 'pass'],
    ]);
    expect(unchanged.exitCode).toBe(0);

    made.write({ 'rows.js': 'export const rows = () => 10; // and more than there was' });
    bundled();
    const bigger = await compare(made, prepare);
    expect(bigger.exitCode, bigger.said).toBe(1);
    expect(bigger.verdicts).toEqual([
      ['rows', 'value', 'pass'],
      ['bundle', 'size', 'regression'],
    ]);
    expect(bigger.out).toMatch(/✗ bundle .* regression\n/);

    made.write({ 'rows.js': 'export const rows = () => 12;' });
    const more = await compare(made, ['--filter', 'rows']);
    expect(more.exitCode, more.said).toBe(1);
    expect(more.verdicts).toEqual([['rows', 'value', 'regression']]);
    expect(more.out).toMatch(/✗ rows +10 rows +12 rows .* regression\n/);
  });

  it('says which numbers one side alone has', async () => {
    const metric = (name: string) => `
      import { perf } from 'evenkeel';
      import { rows } from './rows.js';
      perf.metric('rows', { unit: 'rows', better: 'lower', scatter: 'single' }, rows);
      perf.metric('${name}', { unit: 'rows', better: 'lower', scatter: 'single' }, rows.${name});`;
    const made = makeRepository({
      'rows.js': 'export const rows = () => 1; rows.gone = () => 1;',
      'a.perf.js': metric('gone'),
    });
    made.write({ 'rows.js': 'export const rows = () => 1; rows.added = () => 1;', 'a.perf.js': metric('added') });
    const { exitCode, out, report, said } = await compare(made);
    expect(
      report.onlyInBase.map(({ testName }) => testName),
      said,
    ).toEqual(['gone']);
    expect(
      report.onlyInHead.map(({ testName }) => testName),
      said,
    ).toEqual(['added']);
    expect(report.metrics.map(({ testName }) => testName)).toEqual(['rows']);
    expect(out).toMatch(/Only in the present tree\n {2}added \(a\.perf\.js\)/);
    expect(out).toMatch(/Only in main\n {2}gone \(a\.perf\.js\)/);
    expect(exitCode).toBe(0);
  });
});
