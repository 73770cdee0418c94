import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { settleRunnerSettings } from '../../../src/integrations/shared/settings.ts';
import { outsideCi, temporaryDirectory } from '../../framework/fixtures.ts';

beforeEach(outsideCi);

describe('settleRunnerSettings', () => {
  it('names every directory absolutely, from the project', async () => {
    const directory = temporaryDirectory();
    const facts = { directory, acceptWith: '`accept`' };
    const settled = await settleRunnerSettings({}, facts);
    expect(settled).toMatchObject({
      directory,
      recording: 'automatic',
      failOnInconclusive: false,
      acceptWith: '`accept`',
    });
    expect(settled.config.cacheDirectory).toBe(join(directory, '.performance-cache'));
    expect((await settleRunnerSettings({ cache: 'kept' }, facts)).config.cacheDirectory).toBe(join(directory, 'kept'));
  });

  it('reads the configuration file, from whose directory its paths count', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'settings'));
    writeFileSync(join(directory, 'settings', 'own.toml'), 'cache_directory = "kept"\n');
    const facts = { directory, acceptWith: '' };
    const { config } = await settleRunnerSettings({ config: 'settings/own.toml' }, facts);
    expect(config.cacheDirectory).toBe(join(directory, 'settings', 'kept'));
  });

  it('names the files of the reporter absolutely, from the project', async () => {
    const directory = temporaryDirectory();
    const settled = await settleRunnerSettings({}, { directory, acceptWith: '', reportFiles: ['out/perf.json'] });
    expect(settled.reportFiles).toEqual([join(directory, 'out', 'perf.json')]);
  });

  it('lets the switches of the runner go over its options', async () => {
    const directory = temporaryDirectory();
    const options = { recording: 'always', iterations: 3, processes: 2, failOnInconclusive: true } as const;
    const settled = await settleRunnerSettings(options, { directory, acceptWith: '', recording: 'accept' });
    expect(settled).toMatchObject({ recording: 'accept_always', overrides: { iterations: 3, processes: 2 } });
    expect(settled.failOnInconclusive).toBe(true);
  });

  it('lets its options go over the configuration', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'evenkeel.toml'), 'recording = "never"\n');
    const facts = { directory, acceptWith: '' };
    expect((await settleRunnerSettings({}, facts)).recording).toBe('never');
    expect((await settleRunnerSettings({ recording: 'automatic' }, facts)).recording).toBe('automatic');
  });

  it('accepts nothing on behalf of a pull request, unless somebody says that it is meant', async () => {
    const facts = { directory: temporaryDirectory(), acceptWith: '', recording: 'accept' } as const;
    expect((await settleRunnerSettings({}, facts)).recording).toBe('accept');
    Object.assign(process.env, {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
    });
    expect((await settleRunnerSettings({}, facts)).recording).toEqual({
      never:
        'pull requests read baselines and do not write them, so nothing was accepted; with EVENKEEL_RECORDING=always it is',
    });
    process.env.EVENKEEL_RECORDING = 'always';
    expect((await settleRunnerSettings({}, facts)).recording).toBe('accept_always');
  });
});
