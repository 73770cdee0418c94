import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRunReport } from '../report/parse-run-report.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

const FILE = [
  "import { DependencyResolver } from 'evenkeel';",
  "const fast = await new DependencyResolver({ from: import.meta.url }).getFunctionOrFallback('fast-sort', 'sort', {",
  '  fallbackFactory: () => () => { for (let i = 0; i < 40; i++) sort(); },',
  '});',
  performanceFile(
    `perf('fast', () => fast(), ${QUICK});`,
    `perf('prepared', (input) => [sort(), input], { setup: () => fast() ?? 1, ...${QUICK} });`,
    `perf('own', sort, ${QUICK});`,
    `perf.compare('both', { baseline: sort, candidate: () => fast() }, ${QUICK});`,
  ),
].join('\n');

const PACKAGE = {
  'node_modules/fast-sort/package.json': '{ "type": "module", "exports": "./main.js" }',
  'node_modules/fast-sort/main.js': "export { sort } from '../../work.js';",
};

describe('a performance file with a dependency that may be missing', () => {
  it('is never judged by a fallback, and its baseline is the real function’s', async () => {
    const cwd = project({ 'sort.perf.js': FILE, ...PACKAGE });
    const real = await evenkeel(['run'], { cwd });
    expect(real.out).toMatch(/3 without baseline/);
    expect(real.exitCode).toBe(0);

    const without = { cwd: project({ 'sort.perf.js': FILE }) };
    const cache = join(cwd, '.performance-cache');
    const stored = await evenkeel(['run', '--cache', cache, '--json', 'report.json'], without);
    expect(stored.exitCode).toBe(0);
    const report = await parseRunReport(readFileSync(join(without.cwd, 'report.json'), 'utf8'));
    const verdicts = Object.fromEntries(report.results.map((result) => [result.testName, result.validation.verdict]));
    expect(verdicts).toMatchObject({ fast: 'incomparable', prepared: 'incomparable' });
    expect(verdicts.own).not.toBe('incomparable');
    expect(report.comparisons[0]!.statisticalSignificance.verdict).toBe('incomparable');
    const states = Object.fromEntries(report.results.map(({ testName, recording }) => [testName, recording]));
    expect(states.fast).toEqual({
      state: 'not_recorded',
      reason: 'it was measured with a stand-in for sort of "fast-sort"',
    });
    expect(report.results[0]!.validation.warnings[0]).toMatch(/^The package fast-sort is not installed/);

    const listed = await evenkeel(['baseline', 'list'], { cwd });
    expect(listed.out).toMatch(/fast .* 1 run$/m);
    expect(listed.out).toMatch(/prepared .* 1 run$/m);
    expect(listed.out).toMatch(/own .* 2 runs$/m);
  });
});
