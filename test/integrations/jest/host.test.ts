import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PerformanceAssertionError, UsageError } from '../../../src/errors.ts';
import { findHost } from '../../../src/integrations/jest/contact.ts';
import { closeHost, currentHost, openHost } from '../../../src/integrations/jest/current-host.ts';
import { dependencyResolver } from '../../../src/integrations/jest/dependencies.ts';
import type { JestGlobalConfig } from '../../../src/integrations/jest/jest-types.ts';
import EvenkeelReporter, { type JestReporterOptions } from '../../../src/integrations/jest/reporter.ts';
import { requireHost } from '../../../src/integrations/jest/require-host.ts';
import { TestHost } from '../../../src/integrations/shared/test-host.ts';
import { outsideCi, storedRuns, temporaryDirectory, workTimes } from '../../framework/fixtures.ts';
import { QUICK, settings } from '../shared/fixtures.ts';

beforeEach(outsideCi);

const declarationOf = (name: string, times = 1) => ({ name, options: QUICK, fn: workTimes(times) });

function openFor(globalConfig: Partial<JestGlobalConfig> = {}, options: JestReporterOptions = {}) {
  const rootDir = temporaryDirectory();
  const reporter = new EvenkeelReporter({ rootDir, ...globalConfig }, options);
  onTestFinished(closeHost);
  const test = (name: string, file = 'sort.test.js') => ({ path: join(rootDir, file), name });
  return { rootDir, reporter, test, cache: join(rootDir, '.performance-cache') };
}

/** What is written to a stream until the test ends. */
function written(stream: NodeJS.WriteStream): () => string {
  const original = stream.write;
  let text = '';
  stream.write = ((chunk: string) => {
    text += chunk;
    return true;
  }) as typeof stream.write;
  onTestFinished(() => {
    stream.write = original;
  });
  return () => text;
}

describe('finding the host', () => {
  it('says what to change where there is none', () => {
    expect(() => requireHost('here', ['node', 'jest.js'])).toThrow(/^here: evenkeel is not at work .* `reporters: /);
    const worker = ['node', '/x/node_modules/jest-worker/build/workers/processChild.js'];
    expect(() => requireHost('here', worker)).toThrow(/^here: this is one of several worker processes .* --runInBand/);
  });

  it('finds that of the newest run, until it is closed', async () => {
    const { reporter } = openFor();
    const first = currentHost();
    expect(requireHost('here')).toBe(first);
    openHost({ rootDir: temporaryDirectory() });
    expect(findHost()).not.toBe(first);
    await reporter.onRunComplete();
    expect(findHost()).toBeNull();
  });
});

describe('dependencyResolver', () => {
  it('loads modules of the project, and lets stand-ins take the time that was recorded', async () => {
    expect(() => dependencyResolver.registerFallbackFactory('fast', 'hash', () => () => 1)).toThrow(
      /^dependencyResolver\.registerFallbackFactory: evenkeel is not at work/,
    );
    const { rootDir, reporter, test } = openFor();
    writeFileSync(join(rootDir, 'own.cjs'), 'exports.sort = (list) => list.sort();');
    await requireHost('here').runTest(test('recorded'), declarationOf('fast#sort'));
    // A run that is not over is no baseline.
    await reporter.onRunComplete();
    openHost({ rootDir });
    const sort = await dependencyResolver.getFunctionOrFallback('./own.cjs', 'sort');
    expect(sort([2, 1])).toEqual([1, 2]);
    expect(await dependencyResolver.resolveFunction('fast', 'sort')).toMatchObject({ source: 'recorded_time' });
    expect(await dependencyResolver.resolveFunction('fast', 'other')).toMatchObject({ source: 'generic' });
    expect((await dependencyResolver.checkDependencies(['node:fs', 'fast'])).missing).toEqual(['fast']);
    expect(await dependencyResolver.resolveModule('fast')).toBeNull();
    dependencyResolver.registerFallbackFactory('fast', 'hash', () => () => 1);
    expect((await dependencyResolver.getFunctionOrFallback('fast', 'hash'))()).toBe(1);
  });
});

describe('a run', () => {
  it('records at once, fails for a regression, and reports', async () => {
    const { rootDir, reporter, test, cache } = openFor({}, { json: 'out/report.json', junit: 'out/report.xml' });
    const host = requireHost('here');
    await host.runTest(test('group sort'), declarationOf('sort'));
    expect(await storedRuns(cache)).toHaveLength(1);
    written(process.stderr);
    await reporter.onRunComplete();

    const second = openHost({ rootDir });
    const failure = second.runTest(test('group sort'), declarationOf('sort', 100));
    await expect(failure).rejects.toThrow(PerformanceAssertionError);
    await expect(failure).rejects.toThrow(/^"sort" got slower by .* accept it: `jest --runInBand -u`\.$/);
    const report = await second.close();
    expect(report?.results[0]).toMatchObject({
      testName: 'sort',
      file: 'sort.test.js',
      recording: { state: 'kept_as_regression' },
    });
    expect(report?.summary.exitCode).toBe(1);

    const accepting = openHost({ rootDir, updateSnapshot: 'all' });
    await accepting.runTest(test('group sort'), declarationOf('sort', 100));
    expect((await accepting.close())?.results[0]?.recording).toEqual({ state: 'accepted' });
  });

  it('shows the table, and writes what was asked for', async () => {
    const { rootDir, reporter, test } = openFor({}, { json: 'out/report.json', quiet: false });
    const err = written(process.stderr);
    await requireHost('here').withFramework(test('sorts'), (framework) =>
      framework.runPerformanceTest('sort', workTimes(1), QUICK),
    );
    await reporter.onRunComplete();
    expect(reporter.getLastError()).toBeUndefined();
    expect(err()).toMatch(/sort\.test\.js\n {2}\+ sort .* no baseline\n[\s\S]*1 test: 1 without baseline/);
    expect(JSON.parse(readFileSync(join(rootDir, 'out/report.json'), 'utf8')).results[0].testName).toBe('sort');
  });

  it('says nothing where nothing was measured', async () => {
    const { reporter } = openFor();
    const err = written(process.stderr);
    await reporter.onRunComplete();
    expect([err(), reporter.getLastError()]).toEqual(['', undefined]);
  });

  it('fails where the report cannot be written', async () => {
    const { rootDir, reporter, test } = openFor({}, { json: 'taken' });
    mkdirSync(join(rootDir, 'taken'));
    const err = written(process.stderr);
    await requireHost('here').runTest(test('sorts'), declarationOf('sort'));
    await reporter.onRunComplete();
    expect(reporter.getLastError()?.message).toMatch(/^The report .*taken cannot be written/);
    // Jest does not say it.
    expect(err()).toMatch(/^evenkeel: The report .*taken cannot be written/m);
  });

  it('never records in watch mode', async () => {
    const { rootDir, test, cache } = openFor();
    const host = openHost({ rootDir, watch: true, updateSnapshot: 'all' });
    await host.runTest(test('sorts'), declarationOf('sort'));
    expect((await host.close())?.results[0]?.recording).toEqual({
      state: 'not_recorded',
      reason: 'watch mode never records',
    });
    expect(await storedRuns(cache)).toEqual([]);
  });

  it('refuses a baseline that belongs to another test, and keeps that as it is', async () => {
    const { test, cache } = openFor();
    const host = requireHost('here');
    await host.runTest(test('sorts'), declarationOf('sort'));
    const second = host.runTest(test('sorts', 'other.test.js'), declarationOf('sort'));
    await expect(second).rejects.toThrow(
      /^The baseline "sort" belongs to "sorts" in sort\.test\.js already, so this was not/,
    );
    expect(await storedRuns(cache)).toHaveLength(1);
  });

  it('measures nothing while coverage is collected', async () => {
    const { test } = openFor({ collectCoverage: true });
    await expect(requireHost('here').runTest(test('sorts'), declarationOf('sort'))).rejects.toThrow(
      /^Nothing is measured while coverage is collected/,
    );
  });

  it('lets each test say what is wrong with the configuration', async () => {
    const rootDir = temporaryDirectory();
    writeFileSync(join(rootDir, 'evenkeel.toml'), 'iterations = 5\n');
    const host = openHost({ rootDir });
    onTestFinished(closeHost);
    await expect(host.runTest({ path: join(rootDir, 'a.js'), name: 'a' }, declarationOf('a'))).rejects.toThrow(
      UsageError,
    );
    expect(await host.close()).toBeNull();
  });

  it('passes on what the function throws', async () => {
    const host = new TestHost(Promise.resolve(settings()), { measuresCoverage: false });
    const fn = () => {
      throw new TypeError('from the function');
    };
    const failed = host.runTest({ path: '/a.test.js', name: 'a' }, { name: 'a', options: QUICK, fn });
    await expect(failed).rejects.toThrow(new TypeError('from the function'));
    expect(await host.close()).toBeNull();
  });
});
