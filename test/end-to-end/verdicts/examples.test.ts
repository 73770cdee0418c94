import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../../src/model/result.ts';
import { attempt, NOTHING_ACCUSED, onlyRegressionIs } from '../attempts.ts';
import { type CommandResult, evenkeel, ROOT } from '../command.ts';

const DEARER_TEST = 'hashing > SHA-256 of 200 kB';
const SUITE = 'examples/suite';
// It, and one that stays as it is.
const TWO_TESTS = ['files', 'hashing'].map((name) => `${SUITE}/${name}.perf.ts`);
const DEARER = { EXAMPLE_SLOWDOWN: '1' };
// Fewer processes than usual for the whole suite, which nobody doubts until it says something.
const FEW = ['--processes', '2'];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-end-to-end-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the example suite, through the built command', () => {
  it('makes baselines, and stays green', async () => {
    let attempts = 0;
    const second = await attempt(async () => {
      const cache = `suite-${attempts++}`;
      const first = await runExamples(cache, {}, SUITE, ...FEW);
      expect(first.exitCode, first.output).toBe(0);
      expect(new Set(Object.values(verdictsOf(first)))).toEqual(new Set(['no_baseline']));
      expect(first.report.results.length).toBeGreaterThanOrEqual(10);
      return runExamples(cache, {}, SUITE, ...FEW);
    }, NOTHING_ACCUSED);
    expect(regressionsOf(second), second.output).toEqual([]);
    expect(second.exitCode, second.output).toBe(0);
  });

  it('names the one test that got 25 % dearer, and accepts it', async () => {
    let cache = '';
    let attempts = 0;
    const dearer = await attempt(
      async () => {
        cache = `one-${attempts++}`;
        for (let i = 0; i < 2; i++) await runExamples(cache, {}, ...TWO_TESTS);
        return runExamples(cache, DEARER, ...TWO_TESTS);
      },
      onlyRegressionIs(DEARER_TEST, 25),
    );
    expect(regressionsOf(dearer), dearer.output).toEqual([DEARER_TEST]);
    expect(dearer.exitCode).toBe(1);
    expect(dearer.output).toContain(`evenkeel baseline accept "${DEARER_TEST}"`);

    const after = await attempt(async () => {
      const accepted = await evenkeelIn(cache, ['baseline', 'accept', DEARER_TEST]);
      expect(accepted.exitCode, accepted.output).toBe(0);
      return runExamples(cache, DEARER, ...TWO_TESTS);
    }, NOTHING_ACCUSED);
    expect(regressionsOf(after), after.output).toEqual([]);
    expect(after.exitCode, after.output).toBe(0);
  });
});

interface Run extends CommandResult {
  readonly output: string;
  readonly report: RunReport;
}

function verdictsOf({ report }: Run): Readonly<Record<string, string>> {
  return Object.fromEntries(report.results.map(({ testName, validation }) => [testName, validation.verdict]));
}

function regressionsOf(run: Run): readonly string[] {
  return Object.entries(verdictsOf(run)).flatMap(([name, verdict]) => (verdict === 'regression' ? [name] : []));
}

async function runExamples(cache: string, env: Record<string, string>, ...args: readonly string[]): Promise<Run> {
  const json = join(directory, 'report.json');
  const result = await evenkeelIn(cache, ['run', ...args, '--json', json], env);
  return { ...result, report: JSON.parse(readFileSync(json, 'utf8')) as RunReport };
}

async function evenkeelIn(cache: string, args: readonly string[], env: Record<string, string> = {}) {
  const result = await evenkeel([...args, '--cache', join(directory, cache)], { cwd: ROOT, env });
  return { ...result, output: result.out + result.err };
}
