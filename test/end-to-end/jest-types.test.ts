import { cpSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runnerModules } from '../../scripts/runner-versions.mjs';
import { project, ROOT, runProgram } from './command.ts';

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const USE = `
async function measured(): Promise<void> {
  const result = await performanceFramework.runPerformanceTest('name', () => 1, { iterations: 5 });
  expect(result).toBeWithinPerformanceBounds({ maxMedianMs: 1, maxP95Ms: 2 });
  expect(result).not.toHaveNoPerformanceRegression();
  await expect(Promise.resolve(result)).resolves.toHaveNoPerformanceRegression();
  // @ts-expect-error there is no such bound
  expect(result).toBeWithinPerformanceBounds({ maxMeanMs: 1 });
  // @ts-expect-error it takes no argument
  expect(result).toHaveNoPerformanceRegression(1);
}
performanceTest('name', { iterations: 5 }, () => 1);
performanceTest.skip('name', async () => 1);
performanceTest.todo('name');
performanceTest.runIf(true)('name', () => 1);
performanceTest.each([{ size: 1 }])('name $size', { iterations: 5 }, ({ size }) => size + 1);
// @ts-expect-error a row has no such property
performanceTest.skip.each([{ size: 1 }])('name $size', ({ length }) => length);
async function resolved(): Promise<number> {
  const add = await dependencyResolver.getFunctionOrFallback<(a: number, b: number) => number>('./add.js', 'add', {
    fallbackFactory: () => (a, b) => a + b,
  });
  // @ts-expect-error There is no such method.
  await dependencyResolver.resolveModules('a');
  return add(1, 2);
}
void resolved;
// @ts-expect-error there is no such option
performanceTest('name', { repetitions: 5 }, () => 1);
void measured;
`;
const IMPORT = "import { dependencyResolver, performanceFramework, performanceTest } from 'evenkeel/jest';\n";
// Links are taken for what they stand for: packages that are installed here, beside each other.
const OPTIONS = [
  '--preserveSymlinks',
  '--noEmit',
  '--strict',
  '--module',
  'nodenext',
  '--target',
  'es2022',
  '--lib',
  'es2023',
  '--skipLibCheck',
];

/** What the compiler says of files that see the packages of a version of Jest. */
async function compile(version: 'jest@29' | 'jest@30', types: string, files: Readonly<Record<string, string>>) {
  const directory = project(files);
  // Not linked: beside the repository's own packages stands another version of `expect`.
  const installed = join(directory, 'node_modules', 'evenkeel');
  rmSync(installed);
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  cpSync(join(ROOT, 'dist'), join(installed, 'dist'), { recursive: true, filter: (path) => !/\.c?js$/.test(path) });
  for (const name of [
    'jest',
    '@jest',
    '@types',
    'expect',
    'pretty-format',
    'jest-mock',
    'jest-snapshot',
    '@sinclair',
    'undici-types',
  ]) {
    if (existsSync(join(runnerModules(version), name)))
      symlinkSync(join(runnerModules(version), name), join(directory, 'node_modules', name), 'junction');
  }
  return runProgram(process.execPath, [TSC, ...OPTIONS, '--types', types, ...Object.keys(files)], { cwd: directory });
}

describe.each(['jest@29', 'jest@30'] as const)('the matchers of evenkeel/jest in %s', (version) => {
  it('are typed for @types/jest, from ES modules and from CommonJS', async () => {
    const { exitCode, out } = await compile(version, 'jest', {
      'a.test.mts': IMPORT + USE,
      'b.test.cts': IMPORT + USE,
    });
    expect(exitCode, out).toBe(0);
  });

  it('are typed for @jest/globals', async () => {
    const globals = "import { expect } from '@jest/globals';\n";
    const { exitCode, out } = await compile(version, 'node', { 'a.test.mts': globals + IMPORT + USE });
    expect(exitCode, out).toBe(0);
  });
});

it('the types are those of the package that is built here', () => {
  expect(createRequire(join(ROOT, 'package.json')).resolve('evenkeel/jest')).toBe(
    join(ROOT, 'dist/commonjs/integrations/jest/index.js'),
  );
});
