// Configurations that somebody else put where evenkeel looks for one: a module would be run, TOML can name a command.
import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfigFile } from '../../src/config/find-file.ts';
import { evenkeel } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { CAN_GIVE_AWAY, giveAway, SOMEBODY } from './surroundings.ts';

/** Directories within one that is gone after the test. */
function directories(...names: readonly string[]): string {
  const root = realpathSync(temporaryDirectory());
  for (const name of names) mkdirSync(join(root, name), { recursive: true });
  return root;
}

/** A module that leaves a mark beside it when it is run. */
function leavingMark(path: string): { readonly wasRun: () => boolean } {
  const mark = `${path}.mark`;
  writeFileSync(path, `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(mark)}, ''); export default {};\n`);
  return { wasRun: () => existsSync(mark) };
}

describe('the search for a configuration', () => {
  it.each(['.git', '.hg', '.jj', '.svn'])('goes no further than the root of the repository (%s)', async (name) => {
    const root = directories(`repository/${name}`, 'repository/packages/a');
    const { wasRun } = leavingMark(join(root, 'evenkeel.config.mjs'));
    const { exitCode, out } = await evenkeel(['config', '--check'], { cwd: join(root, 'repository/packages/a') });
    expect(wasRun()).toBe(false);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^There is no configuration file here or further up/);
    writeFileSync(join(root, 'repository/evenkeel.toml'), '');
    expect(findConfigFile(join(root, 'repository/packages/a'))).toBe(join(root, 'repository/evenkeel.toml'));
  });

  it('goes by the file of a worktree or submodule as by the directory of a repository', () => {
    const root = directories('repository/a');
    writeFileSync(join(root, 'repository/.git'), 'gitdir: /elsewhere\n');
    writeFileSync(join(root, 'evenkeel.toml'), '');
    expect(findConfigFile(join(root, 'repository/a'))).toBeNull();
  });

  it('without a repository goes as far as the outermost package, or nowhere', () => {
    const root = directories('project/packages/a/src');
    writeFileSync(join(root, 'evenkeel.toml'), '');
    expect(findConfigFile(join(root, 'project/packages/a/src'))).toBeNull();
    for (const name of ['project/package.json', 'project/packages/a/package.json', 'project/evenkeel.toml']) {
      writeFileSync(join(root, name), '{}');
    }
    expect(findConfigFile(join(root, 'project/packages/a/src'))).toBe(join(root, 'project/evenkeel.toml'));
    expect(findConfigFile(root)).toBe(join(root, 'evenkeel.toml'));
  });
});

describe.runIf(CAN_GIVE_AWAY)("somebody else's", () => {
  it.each(['config', 'run', 'baseline list', 'report'])(
    'module is not run by evenkeel %s, and named',
    async (command) => {
      const root = directories('.git', 'a');
      const path = join(root, 'evenkeel.config.mjs');
      const { wasRun } = leavingMark(path);
      giveAway(path);
      const { exitCode, out, err } = await evenkeel(command.split(' '), { cwd: join(root, 'a') });
      expect(wasRun()).toBe(false);
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toContain(`error: The configuration ${path} belongs to another user (${SOMEBODY}) than you`);
    },
  );

  it('TOML is not believed either: it can name a command', () => {
    const root = directories('.git', 'a');
    writeFileSync(join(root, 'evenkeel.toml'), 'prepare = "touch mark"\n');
    giveAway(join(root, 'evenkeel.toml'));
    expect(() => findConfigFile(join(root, 'a'))).toThrow(/evenkeel\.toml belongs to another user/);
    expect(() => findConfigFile(root)).toThrow(/evenkeel\.toml belongs to another user/);
  });

  it('link to a file of this user is as little believed, and so is a link to a file of theirs', () => {
    const root = directories('.git', 'real');
    writeFileSync(join(root, 'real/mine.toml'), '');
    writeFileSync(join(root, 'real/theirs.toml'), '');
    giveAway(join(root, 'real/theirs.toml'));
    symlinkSync('real/mine.toml', join(root, 'evenkeel.toml'));
    expect(findConfigFile(root)).toBe(join(root, 'evenkeel.toml'));
    giveAway(join(root, 'evenkeel.toml'));
    expect(() => findConfigFile(root)).toThrow(/belongs to another user/);
    const other = directories('.git');
    symlinkSync(join(root, 'real/theirs.toml'), join(other, 'evenkeel.toml'));
    expect(() => findConfigFile(other)).toThrow(/belongs to another user/);
  });

  it('is read where it is named', async () => {
    const root = directories('.git');
    const path = join(root, 'evenkeel.config.mjs');
    const { wasRun } = leavingMark(path);
    giveAway(path);
    const { exitCode } = await evenkeel(['config', '--check', '--config', path], { cwd: root });
    expect({ exitCode, wasRun: wasRun() }).toEqual({ exitCode: 0, wasRun: true });
  });

  it('is read where the working directory is theirs as well, as in a container', () => {
    const root = directories('.git', 'a');
    writeFileSync(join(root, 'evenkeel.toml'), '');
    giveAway(join(root, 'evenkeel.toml'), root);
    expect(findConfigFile(root)).toBe(join(root, 'evenkeel.toml'));
    // This user's own directory within it is another matter.
    expect(() => findConfigFile(join(root, 'a'))).toThrow(/belongs to another user/);
  });

  it('package.json further up makes nothing a package', () => {
    const root = directories('project/src');
    for (const name of ['package.json', 'evenkeel.toml', 'project/package.json']) writeFileSync(join(root, name), '{}');
    giveAway(join(root, 'package.json'), join(root, 'evenkeel.toml'));
    expect(findConfigFile(join(root, 'project/src'))).toBeNull();
  });
});
