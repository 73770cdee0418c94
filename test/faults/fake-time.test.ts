import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { project, ROOT } from '../end-to-end/command.ts';
import { run } from './processes.ts';

// The library on which the fake timers of Jest and Vitest are built.
const LIBRARY = JSON.stringify(join(runnerModules('jest@30'), '@sinonjs/fake-timers'));
const AHEAD = "{ now: new Date('2099-01-01T00:00:00Z') }";

// Measures in its own process, and says what came of it.
const MEASURE = `
export async function measure({ PerformanceTestFramework }) {
  const framework = new PerformanceTestFramework();
  try {
    const options = { iterations: 5, maxDuration: 0.2 };
    const { timestamp, recording } = await framework.runPerformanceTest('t', () => Math.sqrt(7), options);
    console.log(JSON.stringify({ year: timestamp.slice(0, 4), recording: recording.state }));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
  }
  await framework.close();
}
`;
const real = (): string => String(new Date().getFullYear());

async function outcomeOf(name: string, program: string): Promise<unknown> {
  const cwd = project({ 'measure.mjs': MEASURE, [name]: program });
  const { exitCode, out, err } = await run([process.execPath, name], { cwd });
  expect(exitCode, err).toBe(0);
  return JSON.parse(out);
}

it.each([
  [
    'fake timers of an ES module',
    'late.mjs',
    `import * as evenkeel from 'evenkeel';
    import { createRequire } from 'node:module';
    import { measure } from './measure.mjs';
    createRequire(import.meta.url)(${LIBRARY}).install(${AHEAD});
    await measure(evenkeel);`,
  ],
  [
    'fake timers of a CommonJS module',
    'late.cjs',
    `const evenkeel = require('evenkeel');
    require(${LIBRARY}).install(${AHEAD});
    import('./measure.mjs').then(({ measure }) => measure(evenkeel));`,
  ],
  [
    'the fake timers of node:test',
    'mock.mjs',
    `import { mock } from 'node:test';
    import * as evenkeel from 'evenkeel';
    import { measure } from './measure.mjs';
    mock.timers.enable({ now: 0 });
    await measure(evenkeel);`,
  ],
  [
    'a Date that is no Date, and a clock that stands still',
    'mocked.mjs',
    `import * as evenkeel from 'evenkeel';
    import { measure } from './measure.mjs';
    const fixed = new Date('2099-01-01T00:00:00Z');
    globalThis.Date = function () { return fixed; };
    performance.now = () => 5;
    process.hrtime = () => [5, 0];
    await measure(evenkeel);`,
  ],
])('%s change nothing that is measured after evenkeel was imported', async (_, name, program) => {
  expect(await outcomeOf(name, program)).toEqual({ year: real(), recording: 'recorded' });
});

it('a Date that was replaced before evenkeel was imported is seen through', async () => {
  const program = `import { createRequire } from 'node:module';
    import { measure } from './measure.mjs';
    createRequire(import.meta.url)(${LIBRARY}).install({ now: new Date('2099-01-01T00:00:00Z'), toFake: ['Date', 'setTimeout'] });
    await measure(await import('evenkeel'));`;
  expect(await outcomeOf('early.mjs', program)).toEqual({ year: real(), recording: 'recorded' });
});

it.each([
  ['by fake timers', `createRequire(import.meta.url)(${LIBRARY}).install();`],
  ['by hand', 'performance.now = () => 5;'],
])('a clock that was replaced before evenkeel was imported, %s, is refused', async (_, replace) => {
  const program = `import { createRequire } from 'node:module';
    import { measure } from './measure.mjs';
    ${replace}
    await measure(await import('evenkeel'));`;
  expect(await outcomeOf('early.mjs', program)).toEqual({
    code: 'MEASUREMENT',
    message: expect.stringMatching(
      /performance\.now\(\) is not the system's clock.*replaced it before evenkeel was loaded/,
    ),
  });
});

it('the fake timers of Vitest change nothing that is measured while they are in place', async () => {
  const test = `import { PerformanceTestFramework } from 'evenkeel';
    import { expect, it, vi } from 'vitest';
    it('measures', async () => {
      const framework = new PerformanceTestFramework();
      const yearAt = async (now) => {
        vi.useFakeTimers({ now: new Date(now) });
        const result = await framework.runPerformanceTest('t', () => Math.sqrt(7), { iterations: 5, maxDuration: 0.2 });
        vi.useRealTimers();
        return result.timestamp.slice(0, 4);
      };
      const years = [await yearAt('2020-01-01'), await yearAt('2099-01-01')];
      await framework.close();
      expect(years).toEqual(['${real()}', '${real()}']);
    }, 60_000);`;
  const cwd = project({ 'fake.test.js': test });
  symlinkSync(join(ROOT, 'node_modules/vitest'), join(cwd, 'node_modules/vitest'), 'dir');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { exitCode, out, err } = await run([process.execPath, vitest, 'run', '--root', cwd], { cwd });
  expect(exitCode, out + err).toBe(0);
});
