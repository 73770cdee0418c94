import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { measureCase } from '../../src/measure/measure-case.ts';
import { measureOwnMetric } from '../../src/measure/own-metric.ts';
import type { Side } from '../../src/model/suite.ts';
import { loadSuite } from '../../src/suite/loading/load-suite.ts';
import type { SuiteCase } from '../../src/suite/registry.ts';

const directory = new URL('../../examples/suite/', import.meta.url);
const files = readdirSync(directory).filter((name) => name.endsWith('.perf.ts'));

// Vitest strips the types, so the loader has nothing to do.
const load = async (name: string): Promise<readonly SuiteCase[]> => {
  const file = fileURLToPath(new URL(name, directory));
  const declared = await loadSuite({ file, loader: 'node', cacheDirectory: null });
  return declared.filter((each) => 'sides' in each);
};

const once = { iterations: 1, warmupIterations: 1, maxDuration: 0.001 };
const place = { round: 0, position: 0 };

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe('the example suite', () => {
  it('names every test once', async () => {
    const names: string[] = [];
    for (const file of files) names.push(...(await load(file)).map(({ name }) => name));
    expect(names.length).toBeGreaterThanOrEqual(12);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(files)('%s runs', async (file) => {
    for (const suiteCase of await load(file)) {
      if (suiteCase.kind === 'metric') {
        const { figures } = await measureOwnMetric(suiteCase, { warmUp: 0, least: 2, most: 2, maxDuration: 0 });
        expect(figures[0]).toBeGreaterThan(0);
        continue;
      }
      for (const side of Object.keys(suiteCase.sides) as Side[]) {
        const { samples } = await measureCase(suiteCase, side, once, place);
        expect(samples.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('the ways that a comparison compares', () => {
  it('do the same', async () => {
    const comparisons: SuiteCase[] = [];
    for (const file of files) comparisons.push(...(await load(file)).filter(({ kind }) => kind === 'comparison'));
    expect(comparisons).not.toHaveLength(0);
    for (const { name, setup, sides } of comparisons) {
      const input = (await setup?.()) as never;
      const [first, ...others] = Object.values(sides);
      for (const fn of others) expect(await fn(input), name).toEqual(await first!(input));
    }
  });
});

describe('the numbers of its own', () => {
  it('are a metric and a size, which are the same each time', async () => {
    const own = (await load('sizes.perf.ts')).filter(({ kind }) => kind === 'metric');
    expect(own.map(({ metric }) => metric)).toMatchObject([
      { unit: 'bytes', better: 'lower', scatter: 'single' },
      { name: 'size', unit: 'bytes', better: 'lower', scatter: 'single' },
    ]);
    const calls = { warmUp: 0, least: 1, most: 1, maxDuration: 0 };
    for (const each of own) expect(await measureOwnMetric(each, calls)).toEqual(await measureOwnMetric(each, calls));
  });
});

describe('EXAMPLE_SLOWDOWN', () => {
  async function unitsOfWork(): Promise<number> {
    const [hashing] = await load('hashing.perf.ts');
    const bytes = (await hashing!.setup?.()) as never;
    return (hashing!.sides.candidate!(bytes) as string[]).length;
  }

  it('makes a call do five units of work instead of four', async () => {
    expect(await unitsOfWork()).toBe(4);
    vi.resetModules();
    vi.stubEnv('EXAMPLE_SLOWDOWN', '1');
    expect(await unitsOfWork()).toBe(5);
  });
});
