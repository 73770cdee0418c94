import { describe, expect, it } from 'vitest';
import { measureAndJudge } from '../../../src/framework/suite/measure-and-judge.ts';
import { metricSteps } from '../../../src/framework/suite/measure-metrics.ts';
import type { PlannedTest } from '../../../src/measure/processes/schedule.ts';
import type { ComparisonOptions } from '../../../src/model/suite.ts';
import { poolForTests } from '../../measure/processes/worker-pool.ts';
import { planned, tools } from './scripted.ts';

const place = poolForTests();

const FUNCTIONS = ['copies', 'copies again', 'copies twice'] as const;
/** Two that allocate the same to the byte, one that allocates twice as much, and a comparison that fails where bytes are counted. */
const FILE = `import { perf } from 'evenkeel';
const counting = process.execArgv.includes('--single-threaded-gc');
const copy = (length = 1000) => new Array(length).fill(0.5);
perf.compare('copying', { copies: () => copy(), 'copies again': () => copy(), 'copies twice': () => copy(2000) });
perf.compare('failing', { fine: () => copy(), fails: () => { if (counting) throw new Error('no memory to count'); return copy(); } });
`;

/** A comparison as the plan of a run has it. */
function comparing(name: string, functions: readonly string[], options: ComparisonOptions): PlannedTest {
  const test = planned(name, { iterations: 5, warmupIterations: 1, maxDuration: 0.2, ...options }, 'comparison');
  return { ...test, declaration: { ...test.declaration, functions }, plan: { ...test.plan, timeLimit: 60 } };
}

async function judged(...tests: readonly PlannedTest[]) {
  const file = place.projectOf({ 'a.perf.mjs': FILE }).path('a.perf.mjs');
  const loaded = tests.map((test) => ({ ...test, load: { file, loader: 'node', cacheDirectory: null } as const }));
  return measureAndJudge(loaded, tools(), { pool: place.pool, signal: undefined, onEvent: undefined });
}

describe('functions compared by what is measured apart', () => {
  it('are told apart by the bytes that they allocate, and are alike where these are the same', async () => {
    const prefer = ['allocatedBytes', 'allocatedBytes <= 10 kB'];
    const { candidates, comparisons, failures } = await judged(
      comparing('copying', FUNCTIONS, { processes: 5, prefer, metrics: ['retainedBytes'] }),
    );
    expect(failures).toEqual([]);
    expect(comparisons).toHaveLength(2);
    const { pairs, preference, metrics, warnings, candidates: standings } = candidates![0]!;
    expect(metrics.map(({ name }) => name)).toEqual(['time', 'allocatedBytes', 'retainedBytes']);
    expect(warnings).toEqual([]);
    const bytes = pairs.map(({ differences }) => differences.find(({ metric }) => metric === 'allocatedBytes')!);
    expect(bytes.map(({ relation }) => relation)).toEqual(['alike', 'worse', 'worse']);
    expect(bytes[1]!.change!.percent).toBeGreaterThan(90);
    expect(preference!.possible).toEqual(['copies', 'copies again']);
    expect(preference!.message).toBe(
      'Any of copies and copies again: they are alike in allocatedBytes. Out: copies twice, which does not keep allocatedBytes <= 10 kB.',
    );
    // Nothing is left behind by any: no percents, and no figure that is none.
    const kept = pairs.map(({ differences }) => differences.find(({ metric }) => metric === 'retainedBytes')!);
    expect(kept).toEqual(pairs.map(() => ({ metric: 'retainedBytes', change: null, relation: 'alike' })));
    for (const { figures } of standings) expect(figures.every(({ value }) => Number.isFinite(value))).toBe(true);
  }, 120_000);

  it('fail by the name of the function that does', async () => {
    const { comparisons, candidates, failures } = await judged(
      comparing('failing', ['fine', 'fails'], { processes: 1, metrics: ['allocatedBytes'] }),
    );
    expect({ comparisons, candidates }).toEqual({ comparisons: [], candidates: undefined });
    expect(failures).toMatchObject([{ testName: 'failing', reason: 'threw' }]);
    expect(failures[0]!.message).toMatch(
      /^While allocatedBytes of function "fails" was measured: .*no memory to count/,
    );
  }, 120_000);

  it('take as many rounds as tell them apart, next to each other, each of them first in its turn', () => {
    const steps = metricSteps([
      comparing('c', ['a', 'b'], { processes: 6, metrics: ['allocatedBytes', 'cpuTime', 'gcCount'] }),
    ]);
    const sidesOf = (metric: 'allocatedBytes' | 'gcCount') =>
      steps.filter(({ metrics }) => metrics.includes(metric)).map(({ side }) => side);
    expect(sidesOf('allocatedBytes').join('')).toBe('abbaabbaab');
    expect(sidesOf('gcCount').join('')).toBe('abbaabbaabba');
    // The processor's time is told where time is.
    expect(steps.flatMap(({ metrics }) => metrics)).not.toContain('cpuTime');
  });
});
