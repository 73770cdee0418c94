import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runnerModules } from '../../../scripts/runner-versions.mjs';
import { closeHost, currentHost, openHost } from '../../../src/integrations/jest/current-host.ts';
import type { JestFileResult, JestGlobalConfig } from '../../../src/integrations/jest/jest-types.ts';
import { ordinaryRunner } from '../../../src/integrations/jest/ordinary-runner.ts';
import EvenkeelRunner from '../../../src/integrations/jest/runner.ts';
import { createWorkerPool } from '../../../src/measure/processes/worker-process.ts';
import { outsideCi, storedRuns, temporaryDirectory } from '../../framework/fixtures.ts';
import { programs } from '../../measure/processes/built.ts';

beforeEach(outsideCi);

const NOT_INTERRUPTED = { isInterrupted: () => false };
const QUICK = '{ iterations: 3, warmupIterations: 0, processes: 1, maxDuration: 0.1 }';
const ROOT = resolve(import.meta.dirname, '../../..');
const file = (rootDir: string, name: string) => ({
  path: join(rootDir, name),
  context: { config: { rootDir, displayName: { name: 'performance', color: 'white' } } },
});

/** Measures in the built processes, because there are no others. */
class BuiltRunner extends EvenkeelRunner {
  protected override pool() {
    return createWorkerPool(programs);
  }
}

/** Runs performance files with these texts, and answers what Jest is told. */
async function run(texts: Readonly<Record<string, string>>, config: Partial<JestGlobalConfig> = {}) {
  const rootDir = temporaryDirectory();
  mkdirSync(join(rootDir, 'node_modules'));
  symlinkSync(ROOT, join(rootDir, 'node_modules', 'evenkeel'), 'junction');
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(rootDir, name), `import { perf } from 'evenkeel';\n${text}`);
  }
  const runner = new BuiltRunner({ rootDir, ...config }, {});
  const told: [string, ...unknown[]][] = [];
  for (const event of ['test-file-start', 'test-file-success', 'test-file-failure']) {
    runner.on(event, (([each, result]: [{ path: string }, unknown]) => {
      told.push([event, each.path.slice(rootDir.length + 1), result]);
    }) as never);
  }
  const files = Object.keys(texts).map((name) => file(rootDir, name));
  await runner.runTests(files, NOT_INTERRUPTED);
  const result = (name: string) => told.find(([event, at]) => event === 'test-file-success' && at === name)?.[2];
  return { rootDir, told, result: result as (name: string) => JestFileResult | undefined };
}

describe('EvenkeelRunner', () => {
  it('measures performance files in fresh processes, and tells Jest and the store', async () => {
    const { rootDir, result, told } = await run({
      'a.perf.mjs': `perf.group('list', () => perf('sorts', () => [3, 1, 2].sort(), ${QUICK}));
        perf('throws', () => { throw new Error('from the test'); }, ${QUICK});`,
      'broken.perf.mjs': 'throw new Error("while it loads");',
    });
    expect(told.map(([event]) => event)).toEqual([
      'test-file-start',
      'test-file-start',
      'test-file-success',
      'test-file-success',
    ]);
    const { testResults, displayName, ...counts } = result('a.perf.mjs')!;
    expect(counts).toMatchObject({ numPassingTests: 1, numFailingTests: 1 });
    expect(displayName).toEqual({ name: 'performance', color: 'white' });
    expect(testResults[0]).toMatchObject({
      ancestorTitles: ['list'],
      title: 'sorts',
      fullName: 'list sorts',
      status: 'passed',
    });
    expect(testResults[1]).toMatchObject({ title: 'throws', status: 'failed' });
    expect(counts.failureMessage).toMatch(/^ {2}● throws\n\n {4}MeasurementError: Error: from the test/);
    expect(result('broken.perf.mjs')!.failureMessage).toMatch(/● loads\n\n.*while it loads/);
    expect((await storedRuns(join(rootDir, '.performance-cache'))).map(({ testName }) => testName)).toEqual([
      'list > sorts',
    ]);
    expect(currentHost()).toBeNull();
  });

  it('measures the tests that Jest was asked for', async () => {
    const text = `perf('sorts', () => 1, ${QUICK}); perf.group('in a', () => perf('group', () => 1, ${QUICK}));`;
    const { result } = await run({ 'a.perf.mjs': text }, { testNamePattern: 'in a group' });
    expect(result('a.perf.mjs')!.testResults.map(({ fullName }) => fullName)).toEqual(['in a group']);
    const none = await run({ 'a.perf.mjs': text }, { testNamePattern: 'no such' });
    expect(none.result('a.perf.mjs')).toMatchObject({ skipped: true, numFailingTests: 0, numPendingTests: 1 });
  });

  it('tells the host of the reporter, and leaves it open', async () => {
    const host = openHost({ rootDir: temporaryDirectory() });
    onTestFinished(closeHost);
    await run({ 'a.perf.mjs': `perf('sorts', () => 1, ${QUICK});` });
    expect(currentHost()).toBe(host);
    expect((await host.close())?.results.map(({ testName }) => testName)).toEqual(['sorts']);
  });

  it('fails every file where nothing can be measured', async () => {
    const { told } = await run({ 'a.perf.mjs': '' }, { collectCoverage: true });
    expect(told.map(([event]) => event)).toEqual(['test-file-start', 'test-file-failure']);
    expect(String(told[1]![2])).toMatch(/^UsageError: Nothing is measured while coverage is collected/);
  });

  it('stops when Jest is interrupted', async () => {
    const rootDir = temporaryDirectory();
    const runner = new EvenkeelRunner({ rootDir }, {});
    const told: unknown[] = [];
    runner.on('test-file-start', () => told.push('started'));
    await runner.runTests([file(rootDir, 'a.perf.mjs')], { isInterrupted: () => true });
    expect(told).toEqual([]);
  });
});

describe('ordinaryRunner', () => {
  it("finds that of the project's Jest", () => {
    const config = { rootDir: join(runnerModules('jest@30'), '..') };
    expect(ordinaryRunner(config, {}).runTests).toBeTypeOf('function');
  });

  it('says where there is none', () => {
    expect(() => ordinaryRunner({ rootDir: temporaryDirectory() }, {})).toThrow(
      /^evenkeel\/jest\/runner cannot find jest from .*Is Jest installed in this project\?$/,
    );
  });
});
