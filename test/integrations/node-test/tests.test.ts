import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { assertNoRegression } from '../../../src/integrations/node-test/assert-no-regression.ts';
import { REPORTER } from '../../../src/integrations/node-test/conventions.ts';
import { declaringFile, mayLoadTypeScript } from '../../../src/integrations/node-test/declared-tests.ts';
import {
  dependencyResolver,
  performanceFramework,
  performanceTest,
} from '../../../src/integrations/node-test/index.ts';
import { unpackMessage } from '../../../src/integrations/node-test/message.ts';
import { PerformanceFileTests } from '../../../src/integrations/node-test/performance-files.ts';
import { inTest } from '../../../src/integrations/node-test/process-host.ts';
import { TestHost } from '../../../src/integrations/shared/test-host.ts';
import { createWorkerPool } from '../../../src/measure/processes/worker-process.ts';
import { outsideCi, storedRuns, temporaryDirectory, workTimes } from '../../framework/fixtures.ts';
import { programs } from '../../measure/processes/built.ts';
import { testResult } from '../../report/fixtures.ts';
import { QUICK, settings } from '../shared/fixtures.ts';

beforeEach(outsideCi);
beforeEach(() => {
  const before = process.cwd();
  process.chdir(temporaryDirectory());
  return () => process.chdir(before);
});

const ROOT = resolve(import.meta.dirname, '../../..');

/** What node:test gives to a test, with what the test said. */
function contextOf(name: string) {
  const said: string[] = [];
  return {
    said,
    name,
    filePath: join(process.cwd(), 'sort.test.mjs'),
    diagnostic: (text: string) => void said.push(text),
  };
}

describe('a test', () => {
  it('measures, records at once, and tells the reporter or whoever listens', async () => {
    const context = contextOf('sorts');
    const measure = () => performanceFramework(context).runPerformanceTest('sort', workTimes(1), QUICK);
    const { validation } = await measure();
    expect(validation.verdict).toBe('no_baseline');
    expect(context.said).toEqual([expect.stringMatching(/^evenkeel: \d.* [nµm]s, no baseline$/)]);
    expect(await storedRuns('.performance-cache')).toHaveLength(1);

    process.env[REPORTER] = '1';
    onTestFinished(() => void delete process.env[REPORTER]);
    await measure();
    const message = (await unpackMessage(context.said[1]!))!;
    expect(message.owner).toEqual({ id: 'sort.test.mjs\nsorts', testName: 'sorts', file: 'sort.test.mjs' });
    expect(message.outcome).toMatchObject({ results: [{ testName: 'sort' }], records: [] });
  });

  it('is not recorded where it was measured with a stand-in', async () => {
    expect(await dependencyResolver.resolveModule('node:fs')).toHaveProperty('readFileSync');
    const missing = await dependencyResolver.getFunctionOrFallback('not-installed', 'sort');
    const framework = performanceFramework(contextOf('falls back'));
    const { recording } = await framework.runPerformanceTest('falls back', () => missing(), QUICK);
    expect(recording).toMatchObject({ reason: expect.stringMatching(/a stand-in for sort of "not-installed"/) });
  });

  it('compares and analyses', async () => {
    const framework = performanceFramework(contextOf('compares'));
    const same = workTimes(1);
    const { isWithinThreshold } = await framework.comparePerformance('a', 'b', same, same, {
      ...QUICK,
      maxOverheadPercent: 900,
    });
    expect(isWithinThreshold).toBe(true);
    expect((await framework.validateRegression('none', [1])).verdict).toBe('no_baseline');
  });

  it('accepts where that is wished, and never records in watch mode', async () => {
    const { EVENKEEL_UPDATE, WATCH_REPORT_DEPENDENCIES } = process.env;
    onTestFinished(() => {
      delete process.env.EVENKEEL_UPDATE;
      delete process.env.WATCH_REPORT_DEPENDENCIES;
      expect([EVENKEEL_UPDATE, WATCH_REPORT_DEPENDENCIES]).toEqual([undefined, undefined]);
    });
    const measure = () => performanceFramework(contextOf('sorts')).runPerformanceTest('sort', workTimes(1), QUICK);
    process.env.EVENKEEL_UPDATE = '1';
    expect((await measure()).recording).toEqual({ state: 'accepted' });
    process.env.WATCH_REPORT_DEPENDENCIES = '1';
    expect((await measure()).recording).toEqual({ state: 'not_recorded', reason: 'watch mode never records' });
  });

  it('refuses company of its own process', async () => {
    const inner = (name: string) => inTest(name, contextOf(name), async () => name);
    const outer = inTest('performanceTest("a")', contextOf('a'), () => inner('performanceTest("b")'));
    await expect(outer).rejects.toThrow(
      /^performanceTest\("b"\) was called while performanceTest\("a"\) is being measured\. Take `concurrency` away/,
    );
    expect(await inner('after')).toBe('after');
  });

  it('refuses company of other files', async () => {
    Object.assign(process.env, { NODE_TEST_CONTEXT: 'child-v8', NODE_TEST_WORKER_ID: '2' });
    onTestFinished(() => {
      delete process.env.NODE_TEST_CONTEXT;
      delete process.env.NODE_TEST_WORKER_ID;
    });
    await expect(inTest('here', contextOf('a'), async () => 1)).rejects.toThrow(
      /^here: up to \d+ test files run at the same time, and would measure each other\. Add `--test-concurrency=1`/,
    );
  });

  it('refuses wrong arguments where it is declared', () => {
    expect(() => performanceTest('', () => 1)).toThrow(UsageError);
  });

  it('asserts, and says how to accept', () => {
    expect(() => assertNoRegression(testResult({ testName: 'parse' }))).not.toThrow();
    const regression = testResult({
      testName: 'parse',
      verdict: 'regression',
      change: { percent: 25, interval: [20, 30] },
    });
    expect(() => assertNoRegression(regression)).toThrow(
      /accept it: the same command with `EVENKEEL_UPDATE=1` in the environment\.$/,
    );
  });
});

describe('performance files', () => {
  const OPTIONS = '{ iterations: 3, warmupIterations: 0, processes: 1, maxDuration: 0.1 }';

  it('are measured once for all their tests, or each test when it runs', async () => {
    // Accepted, so that each measurement is stored, whatever it is called.
    const given = settings({ recording: 'accept' });
    const path = join(given.directory, 'a.perf.mjs');
    mkdirSync(join(given.directory, 'node_modules'));
    symlinkSync(ROOT, join(given.directory, 'node_modules', 'evenkeel'), 'junction');
    writeFileSync(
      path,
      `import { perf } from 'evenkeel'; perf('a', () => 1, ${OPTIONS}); perf('throws', () => { throw new Error('no'); }, ${OPTIONS});`,
    );
    const told: string[] = [];
    const host = new TestHost(Promise.resolve(given), {
      measuresCoverage: false,
      onMeasured: ({ testName }, { results, failures }) =>
        told.push(`${testName} ${results.length} ${failures.length}`),
    });
    const declared = new Map([[path, ['a', 'throws']]]);
    const files = new PerformanceFileTests(declared, createWorkerPool(programs));
    await files.run(path, 'a', host);
    await expect(files.run(path, 'throws', host)).rejects.toThrow(/^Error: no/);
    const selected = new PerformanceFileTests(declared, createWorkerPool(programs));
    await selected.run(path, 'a', host, ['--test-name-pattern=a']);
    expect(told).toEqual(['a 1 0', 'throws 0 1', 'a 1 0']);
    expect((await storedRuns(given.config.cacheDirectory)).map(({ testName }) => testName)).toEqual(['a', 'a']);
    await host.close();
  });

  it('are found by the stack, or are the main file', () => {
    const stack = 'Error\n    at declare (file:///p/register.js:1:1)\n    at file:///p/q/a%20b.perf.ts:3:1';
    expect(declaringFile(stack, 'main.js')).toBe(resolve('/p/q/a b.perf.ts'));
    expect(declaringFile('Error\n    at Object.<anonymous> (/p/a.perf.js:3:1)', 'main.js')).toBe('/p/a.perf.js');
    expect(declaringFile('Error\n    at x (node:internal:1:1)', '/p/main.js')).toBe(resolve('/p/main.js'));
  });

  it.each([
    ['a performance file', [], 'a.perf.js', '', true],
    ['TypeScript', ['--test-concurrency=1'], '/p/a.test.mts', '', true],
    ['nobody knows what', [], '', '', true],
    ['what one process loads for all', ['--test', '--test-isolation=none'], 'a.test.js', '', true],
    ['what one process loads for all, by NODE_OPTIONS', ['--test'], '', '--experimental-test-isolation none', true],
    ['ordinary JavaScript', ['--test-concurrency=1'], '/p/a.test.cjs', '', false],
    ['what only starts the others', ['--import', 'x', '--test'], 'a.perf.ts', '', false],
  ])('make evenkeel load %s, or not', (_what, execArgv, main, nodeOptions, expected) => {
    expect(mayLoadTypeScript(execArgv, main, nodeOptions)).toBe(expected);
  });
});
