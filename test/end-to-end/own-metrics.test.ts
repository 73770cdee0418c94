import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, project } from './command.ts';

const FILE = `
import { readFileSync } from 'node:fs';
import { perf } from 'evenkeel';
const rows = readFileSync('rows.txt', 'utf8');
perf.group('table', () => {
  perf.metric('rows read', { unit: 'rows', better: 'lower', scatter: 'counted', setup: () => rows }, async (text) => text.length);
});
perf.size('dist', { compressed: 'gzip' });
`;

it('numbers of the user’s own begin a baseline, pass, and fail by name where they get worse', async () => {
  const cwd = project({
    'a.perf.ts': FILE,
    'rows.txt': 'x'.repeat(1000),
    'dist/index.js': 'export const a = 1;\n'.repeat(50),
  });
  const run = async (...flags: readonly string[]) => {
    const result = await evenkeel(['run', '--json', 'report.json', ...flags], { cwd });
    const report = await parseRunReport(readFileSync(join(cwd, 'report.json'), 'utf8'));
    return { ...result, verdicts: report.results.map(({ testName, validation }) => [testName, validation.verdict]) };
  };
  const first = await run();
  expect(first.exitCode, first.out).toBe(0);
  expect(first.out).toMatch(/table > rows read +1,000 rows /);
  expect(first.out).toMatch(/size of dist \(gzip\) +\d+ B /);
  const same = await run();
  expect(same.exitCode, same.out).toBe(0);
  expect(same.verdicts).toEqual([
    ['table > rows read', 'pass'],
    ['size of dist (gzip)', 'pass'],
  ]);

  writeFileSync(join(cwd, 'rows.txt'), 'x'.repeat(1020));
  writeFileSync(join(cwd, 'dist', 'more.js'), 'export const more = true;\n');
  const worse = await run();
  expect(worse.exitCode, worse.out).toBe(1);
  expect(worse.verdicts).toEqual([
    ['table > rows read', 'regression'],
    ['size of dist (gzip)', 'regression'],
  ]);
  const junit = await evenkeel(['report', 'report.json', '--format', 'junit'], { cwd });
  expect(junit.out).toMatch(/2\.0 % more than the baseline/);
  const csv = await evenkeel(['report', 'report.json', '--format', 'csv'], { cwd });
  expect(csv.out).toMatch(/table > rows read.*rows/);

  expect((await run('--update')).exitCode).toBe(0);
  const accepted = await run();
  expect(accepted.exitCode, accepted.out).toBe(0);
  expect((await evenkeel(['run', '--smoke'], { cwd })).exitCode).toBe(0);
  const listed = await evenkeel(['list', '--json', '-'], { cwd });
  expect(JSON.parse(listed.out).tests.map(({ kind }: { kind: string }) => kind)).toEqual(['metric', 'metric']);
});
