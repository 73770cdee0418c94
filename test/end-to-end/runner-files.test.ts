// What stands in test files of the three runners, run by the real ones: their own fake timers, and the variants of
// `performanceTest`. One project a runner, with a file for each way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ExampleProject, exampleProject } from './example-project.ts';
import { JEST } from './runners.ts';
import { VERSIONS, VitestProject } from './vitest-project.ts';

const OPTIONS = '{ iterations: 3, maxDuration: 0.05 }';
const WORK = '() => { let sum = 0; for (let i = 0; i < 1000; i++) sum += i; return sum; }';
const declare = (name: string) => `performanceTest('${name}', ${OPTIONS}, ${WORK});\n`;

// `skip`, `each` and their like take options before the function, as `performanceTest` does, and not as `perf`.
const VARIANTS = `
const rows = [{ size: 1 }, { size: 2 }];
performanceTest.todo('to be written');
performanceTest.skip('left out', ${OPTIONS}, ${WORK});
performanceTest.skipIf(true)('left out here', ${OPTIONS}, ${WORK});
performanceTest.skipIf(false)('not left out', ${OPTIONS}, ${WORK});
performanceTest.runIf(true)('run here', ${OPTIONS}, ${WORK});
performanceTest.runIf(false)('not run', ${OPTIONS}, ${WORK});
performanceTest.each(rows)('row $size', ${OPTIONS}, (row) => {
  if (row.size !== 1 && row.size !== 2) throw new Error('It was given no row.');
  return row.size;
});
let refusal = '';
try { performanceTest.each(rows)('of another order $size', ${WORK}, ${OPTIONS}); } catch (error) { refusal = error.message; }
if (!/the last argument must be the function/.test(refusal)) throw new Error('Not refused: ' + refusal);
`;
const RUN = ['not left out', 'row 1', 'row 2', 'run here'];

interface Report {
  readonly results: readonly { readonly testName: string; readonly timestamp: string }[];
}

/** The names of what was measured, all of it at the true time. */
function measuredIn({ results }: Report): readonly string[] {
  const today = new Date().toISOString().slice(0, 4);
  expect(results.map(({ timestamp }) => timestamp.slice(0, 4))).toEqual(results.map(() => today));
  return results.map(({ testName }) => testName).sort();
}

function reportOf({ directory }: ExampleProject): Report {
  return JSON.parse(readFileSync(join(directory, 'report.json'), 'utf8'));
}

describe('Jest', () => {
  const imported = "const { performanceTest } = require('evenkeel/jest');\n";

  it('measures by the true clock whatever its fake timers say, and knows the variants', {
    timeout: 240_000,
  }, async () => {
    const project = exampleProject('jest', 'jest@30');
    const files = {
      'modern.js': `${imported}jest.useFakeTimers({ now: new Date('2020-01-01') });\n${declare('modern')}`,
      'early.js': `jest.useFakeTimers({ now: new Date('2099-01-01') });\n${imported}${declare('early')}`,
      'legacy.js': `${imported}beforeAll(() => jest.useFakeTimers({ legacyFakeTimers: true }));\n${declare('legacy')}`,
      'replaced.js': `globalThis.performance = { now: () => 5 };\n${imported}${declare('replaced')}`,
      'variants.js': imported + VARIANTS,
    };
    for (const [name, text] of Object.entries(files)) project.write(name, text);
    project.write(
      'files.config.js',
      `module.exports = {
        testMatch: ['<rootDir>/*.js'],
        testPathIgnorePatterns: ['config.js$'],
        reporters: ['default', ['evenkeel/jest/reporter', { json: 'report.json' }]],
      };`,
    );
    const { exitCode, out, err } = await project.run(process.execPath, [
      JEST,
      '--config=files.config.js',
      '--runInBand',
    ]);
    expect(exitCode, out + err).toBe(0);
    expect(measuredIn(reportOf(project))).toEqual(['modern', 'early', 'legacy', 'replaced', ...RUN].sort());
    expect(err).toMatch(/^Tests: +3 skipped, 1 todo, 8 passed, 12 total$/m);
  });
});

describe('Vitest', () => {
  const imported = "import { performanceTest } from 'evenkeel/vitest';\nimport { vi } from 'vitest';\n";

  it('measures by the true clock whatever its fake timers say, and knows the variants', {
    timeout: 240_000,
  }, async () => {
    const project = new VitestProject(VERSIONS[4], {
      'package.json': '{ "type": "module" }',
      'vitest.config.ts': `import { evenkeel } from 'evenkeel/vitest/config';
        import { defineConfig } from 'vitest/config';
        export default defineConfig({ plugins: [evenkeel({ output: { json: 'reports/performance.json' } })] });`,
      'now.perf.test.ts': `${imported}vi.useFakeTimers({ now: 2020 });\n${declare('milliseconds')}`,
      'all.perf.test.ts': `${imported}vi.useFakeTimers({ now: new Date('2099-01-01'), toFake: ['performance', 'Date', 'hrtime', 'setTimeout', 'setImmediate', 'queueMicrotask'] });\n${declare('all')}`,
      'system.perf.test.ts': `${imported}vi.setSystemTime(new Date('2099-01-01'));\n${declare('system')}`,
      'variants.perf.test.ts': imported + VARIANTS,
    });
    const { exitCode, output } = await project.run(['run']);
    expect(exitCode, output).toBe(0);
    expect(measuredIn(project.report())).toEqual(['milliseconds', 'all', 'system', ...RUN].sort());
    expect(output).toMatch(/^ *Tests +7 passed \| 3 skipped \| 1 todo \(11\)$/m);
  });
});

describe('node:test', () => {
  const imported = "import { performanceTest } from 'evenkeel/node-test';\nimport { mock } from 'node:test';\n";
  const later = "import { mock } from 'node:test';\n";

  it('measures by the true clock whatever its fake timers say, and knows the variants', {
    timeout: 240_000,
  }, async () => {
    const project = exampleProject('node-test', null);
    const files = {
      'all.test.mjs': `${imported}mock.timers.enable({ now: 0 });\n${declare('all')}`,
      'early.test.mjs': `${later}mock.timers.enable({ now: 4e12 });\nconst { performanceTest } = await import('evenkeel/node-test');\n${declare('early')}`,
      'replaced.test.mjs': `globalThis.performance = { now: () => 5 };\nconst { performanceTest } = await import('evenkeel/node-test');\n${declare('replaced')}`,
      'variants.test.mjs': imported + VARIANTS,
    };
    for (const [name, text] of Object.entries(files)) project.write(name, text);
    const to = '--test-reporter-destination=';
    const { exitCode, out, err } = await project.run(process.execPath, [
      ...['--test', '--test-concurrency=1', '--test-reporter=spec', `${to}stdout`],
      ...['--test-reporter=evenkeel/node-test/json', `${to}report.json`],
      ...Object.keys(files),
    ]);
    expect(exitCode, out + err).toBe(0);
    expect(measuredIn(reportOf(project))).toEqual(['all', 'early', 'replaced', ...RUN].sort());
    expect(out).toMatch(/^ℹ pass 7$/m);
    expect(out).toMatch(/^ℹ skipped 3$/m);
    expect(out).toMatch(/^ℹ todo 1$/m);
  });
});
