import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, WORK } from './command.ts';
import { VERSIONS, VitestProject } from './vitest-project.ts';

const CONFIG = `
import { evenkeel } from 'evenkeel/vitest/config';
export default { plugins: [evenkeel()] };
`;
const TEST = `
import { performanceTest } from 'evenkeel/vitest';
import { sort } from './work.js';
performanceTest('sort', { iterations: 4, warmupIterations: 1, maxDuration: 0.2 }, sort);
`;
const CONCURRENT = `
import { performanceTest, test } from 'evenkeel/vitest';
import { describe } from 'vitest';
import { sort } from './work.js';
describe.concurrent('at once', () => {
  performanceTest('sort', sort);
  test('fixture', ({ performanceFramework }) => performanceFramework);
});
`;

async function outputOf(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const base = { 'package.json': '{ "type": "module" }', 'work.js': WORK };
  const { exitCode, output } = await new VitestProject(VERSIONS[4], { ...base, ...files }).run(['run', ...args]);
  expect(exitCode, output).toBe(1);
  return output;
}

describe('performance tests in Vitest, used wrongly', () => {
  it('say how to add the plug-in where there is none', async () => {
    const config = "export default { test: { include: ['**/*.perf.test.js'] } };";
    expect(await outputOf({ 'vitest.config.js': config, 'a.perf.test.js': TEST })).toMatch(
      /UsageError: performanceTest needs evenkeel's plug-in\. Add it to the configuration/,
    );
  });

  it('say how to name a file that is in another project', async () => {
    expect(await outputOf({ 'vitest.config.js': CONFIG, 'a.test.js': TEST })).toMatch(
      /UsageError: performanceTest is called in a file outside the performance project.*\*\*\/\*\.perf\.test\./,
    );
  });

  it('say what to change about the wrong pool', async () => {
    expect(await outputOf({ 'vitest.config.js': CONFIG, 'a.perf.test.js': TEST }, '--pool=threads')).toMatch(
      /UsageError: Performance tests need processes of their own, and this project runs in the pool "threads"/,
    );
  });

  it('say what to change about concurrent tests', async () => {
    const output = await outputOf({ 'vitest.config.js': CONFIG, 'a.perf.test.js': CONCURRENT });
    expect(output).toMatch(/UsageError: "sort" is a performance test and concurrent/);
    expect(output).toMatch(/UsageError: "fixture" is a performance test and concurrent/);
  });
});

describe('the types of the integration', () => {
  it.each([VERSIONS[3], VERSIONS[5]])('are those of Vitest $major', (version) => {
    const compilerOptions = {
      target: 'ES2022',
      module: 'nodenext',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
      typeRoots: [join(ROOT, 'node_modules/@types')],
      types: ['node'],
    };
    const tsconfig = JSON.stringify({ compilerOptions, files: ['vitest.ts'] });
    const { directory } = new VitestProject(version, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig,
    });
    cpSync(join(ROOT, 'test/contract/vitest.ts'), join(directory, 'vitest.ts'));
    // It throws what the compiler says where that finds something.
    execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', directory], {
      encoding: 'utf8',
    });
  });
});
