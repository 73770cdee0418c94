import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addProject, type ViteConfig } from '../../../src/integrations/vitest/performance-project.ts';
import { temporaryDirectory } from '../../framework/fixtures.ts';

const INCLUDE = ['**/*.perf.ts'];
const plugin = { name: 'inner' };
const OF_VITEST = [{ name: 'vitest' }];

function configWith(file: string, more: Partial<ViteConfig> = {}): ViteConfig {
  const root = temporaryDirectory();
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src', file), '');
  return { root, configFile: join(root, 'vitest.config.ts'), plugins: OF_VITEST, test: {}, ...more };
}

describe('addProject', () => {
  it('makes a project of the configuration, and adds one for performance', () => {
    const config = configWith('a.perf.ts');
    addProject(config, INCLUDE, plugin);
    expect(config.test!.projects).toEqual([
      config.configFile,
      expect.objectContaining({
        extends: false,
        plugins: [plugin],
        test: expect.objectContaining({
          name: 'performance',
          include: INCLUDE,
          pool: 'forks',
          maxWorkers: 1,
          execArgv: expect.arrayContaining(['--expose-gc']),
        }),
      }),
    ]);
  });

  it('adds to the projects that there are', () => {
    const config = configWith('a.perf.ts', { test: { projects: ['packages/*'] } });
    addProject(config, INCLUDE, plugin);
    expect(config.test!.projects).toHaveLength(2);
    expect(config.test!.projects![0]).toBe('packages/*');
  });

  it.each<[string, Partial<ViteConfig>, string?]>([
    ['no performance files', {}, 'a.test.ts'],
    ['a project of a configuration', { plugins: [{ name: 'vitest:config' }, { name: 'vitest:project' }] }],
    ['a build, where there is no Vitest', { plugins: [] }],
  ])('adds nothing to %s', (_what, more, file = 'a.perf.ts') => {
    const config = configWith(file, more);
    addProject(config, INCLUDE, plugin);
    expect(config.test).toEqual({});
  });

  it('leaves the files of installed packages alone', () => {
    const config = configWith('a.test.ts');
    mkdirSync(join(config.root, 'node_modules', 'other'), { recursive: true });
    writeFileSync(join(config.root, 'node_modules', 'other', 'a.perf.ts'), '');
    addProject(config, INCLUDE, plugin);
    expect(config.test).toEqual({});
  });
});
