import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const COMMAND = join(ROOT, 'dist/cli/main.cjs');
const DEARER_TEST = 'hashing > SHA-256 of 200 kB';
const DEARER = { EXAMPLE_SLOWDOWN: '1' };
// Where the machine itself got slower since the baseline was made, `inconclusive` is the right answer, and its advice is
// to run again: then baseline and dearer run are made in close succession, so often.
const ATTEMPTS = 6;

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'evenkeel-end-to-end-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe('the example suite, through the built command', () => {
  it('makes baselines, stays green, names the one test that got 25 % dearer, and accepts it', async () => {
    // Fewer processes than usual for the whole suite, which nobody doubts until it says something.
    const few = ['--processes', '2'];
    const first = await runExamples('suite', {}, few);
    expect(first.exitCode, first.output).toBe(0);
    expect(new Set(first.verdicts.values())).toEqual(new Set(['no_baseline']));
    expect(first.verdicts.size).toBeGreaterThanOrEqual(10);

    const second = await runExamples('suite', {}, few);
    expect(second.regressions, second.output).toEqual([]);
    expect(second.exitCode, second.output).toBe(0);

    const suite = await runExamples('suite', DEARER, few);
    expect([DEARER_TEST, undefined], suite.output).toContain(suite.regressions[0]);
    expect(suite.regressions.length, suite.output).toBeLessThan(2);

    const { cache, dearer } = await catchDearer('suite', suite);
    expect(dearer.regressions, dearer.output).toEqual([DEARER_TEST]);
    expect(dearer.exitCode).toBe(1);
    expect(dearer.output).toContain(`evenkeel baseline accept "${DEARER_TEST}"`);

    const accepted = await evenkeel(['baseline', 'accept', DEARER_TEST], cache, {});
    expect(accepted.exitCode, accepted.output).toBe(0);

    const after = await runExamples(cache, DEARER, ['--filter', DEARER_TEST]);
    expect(after.regressions, after.output).toEqual([]);
    expect(after.exitCode, after.output).toBe(0);
  });
});

interface Run {
  readonly exitCode: number | null;
  readonly output: string;
  readonly verdicts: ReadonlyMap<string, string>;
  readonly regressions: readonly string[];
}

async function catchDearer(cache: string, run: Run): Promise<{ cache: string; dearer: Run }> {
  let found = { cache, dearer: run };
  for (let i = 0; i < ATTEMPTS && found.dearer.regressions.length === 0; i++) {
    const fresh = `attempt-${i}`;
    await runExamples(fresh, {}, ['--filter', DEARER_TEST]);
    found = { cache: fresh, dearer: await runExamples(fresh, DEARER, ['--filter', DEARER_TEST]) };
  }
  return found;
}

async function runExamples(cache: string, env: Record<string, string>, flags: readonly string[] = []): Promise<Run> {
  const json = join(directory, 'report.json');
  const { exitCode, output } = await evenkeel(['run', 'examples/suite', '--json', json, ...flags], cache, env);
  const report = JSON.parse(readFileSync(json, 'utf8')) as RunReport;
  const verdicts = new Map(report.results.map(({ testName, validation }) => [testName, validation.verdict]));
  const regressions = [...verdicts].filter(([, verdict]) => verdict === 'regression').map(([name]) => name);
  return { exitCode, output, verdicts, regressions };
}

function evenkeel(args: readonly string[], cache: string, env: Record<string, string>) {
  // A clean environment: the CI that runs this test must not decide what is recorded.
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args, '--cache', join(directory, cache)], {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  return new Promise<{ exitCode: number | null; output: string }>((done) => {
    child.on('close', (exitCode) => done({ exitCode, output }));
  });
}
