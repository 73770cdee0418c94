// Tests replace the file system as well: what is not found in a fake must not be taken for what is not there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { evenkeel, project, QUICK } from '../end-to-end/command.ts';
import { exampleProject } from '../end-to-end/example-project.ts';
import { JEST } from '../end-to-end/runners.ts';
import { run } from './processes.ts';

const MOCK_FS = JSON.stringify(join(runnerModules('mock-fs@5'), 'mock-fs'));
const MEMFS = JSON.stringify(join(runnerModules('mock-fs@5'), 'memfs'));

const REFUSED = expect.stringMatching(
  /: the file system of this process is a fake, in which .* cannot be found\. .*mock-fs or memfs.*`mock\.restore\(\)`.*\*\.perf\.ts/,
);

const BEGIN = `
import { createRequire } from 'node:module';
import * as evenkeel from 'evenkeel';
const mock = createRequire(import.meta.url)(${MOCK_FS});
const options = { iterations: 5, maxDuration: 0.1 };
const told = {};
const attempt = async (name, work) => {
  try {
    told[name] = (await work()) ?? 'done';
  } catch ({ code, message }) {
    told[name] = { code, message };
  }
};
const framework = new evenkeel.PerformanceTestFramework();
const measure = async (name) => (await framework.runPerformanceTest(name, () => Math.sqrt(7), options)).environmentContext.environmentKey;
`;
const END = `
mock.restore();
await framework.close();
console.log(JSON.stringify(told));
`;

/** What a program with mock-fs told, and where it ran. */
async function toldBy(program: string) {
  const cwd = project({ 'program.mjs': BEGIN + program + END, 'evenkeel.toml': 'default_iterations = 7\n' });
  const { exitCode, out, err } = await run([process.execPath, 'program.mjs'], { cwd });
  expect(exitCode, err).toBe(0);
  return { cwd, told: JSON.parse(out) as Readonly<Record<string, unknown>> };
}

describe('mock-fs', () => {
  it('is refused while it is in place, by all that needs files, and what comes after works', async () => {
    const { told, cwd } = await toldBy(`
      mock({});
      await attempt('runPerformanceTest', () => measure('a'));
      await attempt('comparePerformance', () => framework.comparePerformance('a', 'b', () => 1, () => 2, options));
      await attempt('validateRegression', () => framework.validateRegression('a', [1, 2, 3]));
      await attempt('PerformanceConfig.load', () => evenkeel.PerformanceConfig.load());
      await attempt('PerformanceConfig.fromFile', () => evenkeel.PerformanceConfig.fromFile('evenkeel.toml'));
      await attempt('EnvironmentDetector', () => new evenkeel.EnvironmentDetector().profilePlatform());
      await attempt('DependencyResolver', () => new evenkeel.DependencyResolver().resolveModule('node:fs'));
      await attempt('getBaseline', () => new evenkeel.ThresholdManager().getBaseline('a', 'b'));
      mock.restore();
      await attempt('after', async () => (await evenkeel.PerformanceConfig.load()).defaultIterations);
      await attempt('measured after', async () => typeof (await measure('a')));
    `);
    const { after, 'measured after': measured, ...refused } = told;
    expect({ after, measured }).toEqual({ after: 7, measured: 'string' });
    for (const [name, error] of Object.entries(refused)) {
      expect(error, name).toEqual({ code: 'USAGE', message: REFUSED });
      expect((error as { message: string }).message).toContain(name);
    }
    expect(Object.keys(refused)).toHaveLength(8);
    expect(existsSync(join(cwd, '.performance-cache/baselines.sqlite'))).toBe(true);
  });

  it('may be in place around what is measured alone, and be gone around', async () => {
    const { told } = await toldBy(`
      await attempt('real', () => measure('a'));
      mock({});
      await attempt('bypassed', () => mock.bypass(() => measure('b')));
      mock.restore();
      const { readFileSync } = await import('node:fs');
      const inside = () => {
        mock({ '/data': { 'a.txt': 'text' } });
        try { return readFileSync('/data/a.txt', 'utf8'); } finally { mock.restore(); }
      };
      await attempt('inside', async () => {
        const { environmentContext } = await framework.runPerformanceTest('c', inside, options);
        return environmentContext.environmentKey;
      });
    `);
    expect(told.real).toEqual(expect.any(String));
    expect(told).toEqual({ real: told.real, bypassed: told.real, inside: told.real });
  });

  it('may stay in place in a performance file', async () => {
    const cwd = project({
      'a.perf.mjs': `import { perf } from 'evenkeel';
        import { createRequire } from 'node:module';
        import { readFileSync } from 'node:fs';
        import { readFile } from 'node:fs/promises';
        const mock = createRequire(import.meta.url)(${MOCK_FS});
        const hooks = { setup: () => mock({ '/data': { 'a.txt': 'text' } }), ...${QUICK} };
        perf('reads', () => readFileSync('/data/a.txt', 'utf8'), { ...hooks, teardown: () => mock.restore() });
        perf('reads later', () => readFile('/data/a.txt', 'utf8'), hooks);
        perf('throws', () => readFileSync('/data/b.txt', 'utf8'), hooks);`,
    });
    const { out } = await evenkeel(['run'], { cwd });
    expect(out).toMatch(/3 tests: 1 failed, 2 without baseline/);
    expect(out).toMatch(/ENOENT, no such file or directory '\/data\/b\.txt'/);
  });

  it('in a test of node:test fails it in words', async () => {
    const cwd = project({
      'a.test.mjs': `import { before } from 'node:test';
        import { createRequire } from 'node:module';
        import { performanceTest } from 'evenkeel/node-test';
        const mock = createRequire(import.meta.url)(${MOCK_FS});
        before(() => mock({}));
        performanceTest('a', { iterations: 5 }, () => 1);`,
    });
    const { exitCode, out } = await run([process.execPath, 'a.test.mjs'], { cwd });
    expect(exitCode).toBe(1);
    expect(out).toContain('the file system of this process is a fake');
  });
});

describe('memfs', () => {
  it('in the place of `fs` in Jest is refused where evenkeel sees it, and else does not matter', async () => {
    const example = exampleProject('jest', 'jest@30');
    example.write(
      'test/memory.test.js',
      `jest.mock('fs', () => require(${MEMFS}).fs);
      const { PerformanceTestFramework } = require('evenkeel');
      const { performanceTest } = require('evenkeel/jest');
      const options = { iterations: 5, maxDuration: 0.1 };
      performanceTest('measured outside', options, () => 1);
      test('the library itself', async () => {
        const framework = new PerformanceTestFramework();
        await expect(framework.runPerformanceTest('a', () => 1, options)).rejects.toThrow(/is a fake.*memfs/);
      });`,
    );
    const { exitCode, err } = await example.run(process.execPath, [JEST, '-i', '--selectProjects=tests', 'memory']);
    expect(exitCode, err).toBe(0);
  });
});
