import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/setup/manifest.ts';
import { findRunner, namedRunner, runnerConfigs } from '../../src/setup/runner.ts';
import { type Files, projectOf } from './projects.ts';

async function manifestOf(manifest: object, files: Files = {}) {
  return (await readManifest(projectOf({ 'package.json': manifest, ...files })))!;
}

describe('findRunner', () => {
  it.each<[string, object, object]>([
    ['none', {}, { name: 'evenkeel', evidence: 'no test runner was found', others: [] }],
    ['none in a script that only speaks of tests', { scripts: { test: 'echo "no test"' } }, { name: 'evenkeel' }],
    ['Vitest', { devDependencies: { vitest: '^4.1.0' } }, { name: 'vitest', major: 4, refusal: null }],
    ['Vitest by a script', { scripts: { unit: 'vitest run' } }, { name: 'vitest', evidence: 'the script unit' }],
    ['Jest', { devDependencies: { jest: '~30.1.0' } }, { name: 'jest', major: 30, refusal: null }],
    ['Jest by its field', { jest: { testEnvironment: 'node' } }, { name: 'jest', major: null }],
    ['node:test', { scripts: { test: 'node --test' } }, { name: 'node-test', evidence: 'the script test' }],
    ['node:test with options', { scripts: { test: 'c8 node --import tsx --test src' } }, { name: 'node-test' }],
    ['node:test by tsx', { scripts: { test: 'tsx --test' } }, { name: 'node-test' }],
    [
      'the one that the script test starts, of several',
      { scripts: { test: 'jest' }, devDependencies: { vitest: '4', jest: '30' } },
      { name: 'jest', evidence: 'the script test', others: ['vitest'] },
    ],
    [
      'a Vitest that is too old',
      { devDependencies: { vitest: '2.1.0' } },
      { refusal: expect.stringMatching(/from 3 on.*is 2$/) },
    ],
    [
      'a Jest that is too old',
      { devDependencies: { jest: '28' } },
      { refusal: expect.stringMatching(/from 29 on.*is 28$/) },
    ],
    [
      'a version that is none',
      { devDependencies: { jest: 'workspace:*' } },
      { name: 'jest', major: null, refusal: null },
    ],
  ])('finds %s', async (_name, manifest, runner) => {
    expect(await findRunner([await manifestOf(manifest)])).toMatchObject(runner);
  });

  it('believes what is installed before what is asked for', async () => {
    const manifest = await manifestOf(
      { devDependencies: { jest: '>=27' } },
      { 'node_modules/jest/package.json': { name: 'jest', version: '30.2.0' } },
    );
    expect(await findRunner([manifest])).toMatchObject({ name: 'jest', major: 30, refusal: null });
  });

  it("looks at the workspaces' root as well", async () => {
    const root = await manifestOf({ devDependencies: { vitest: '5.0.0' } });
    expect(await findRunner([await manifestOf({}), root])).toMatchObject({ name: 'vitest', major: 5 });
  });
});

describe('namedRunner', () => {
  it('does as it is told', async () => {
    const manifest = await manifestOf({ devDependencies: { vitest: '4' } });
    expect(await namedRunner('node-test', [manifest])).toMatchObject({ name: 'node-test', evidence: '--runner' });
  });
});

describe('runnerConfigs', () => {
  it.each([
    ['vitest', ['vite.config.ts', 'vitest.config.mts'], ['vitest.config.mts', 'vite.config.ts']],
    ['jest', ['jest.config.json', 'vite.config.ts'], ['jest.config.json']],
    ['node-test', ['jest.config.js'], []],
  ] as const)('%s of %j: %j', async (name, files, configs) => {
    expect(await runnerConfigs(name, projectOf(Object.fromEntries(files.map((file) => [file, '']))))).toEqual(configs);
  });
});
