// Directories that cannot be made: Node's own recursive mkdir never returns in some places, and hears no signal meanwhile.
import { existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDirectory } from '../../src/files/make-directory.ts';
import { evenkeel, performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { sources } from './surroundings.ts';

const HAS_PROC = existsSync('/proc/self');

describe.runIf(HAS_PROC)('a path in /proc', () => {
  it.each([
    ['run --json', ['run', '--json', '/proc/x/y']],
    ['run --cache', ['run', '--cache', '/proc/x/y']],
    ['compare --json', ['compare', 'HEAD', '--json', '/proc/x/y']],
    ['list --json', ['list', '--json', '/proc/x/y']],
    ['run --smoke --json', ['run', '--smoke', '--json', '/proc/x/y']],
    ['report -o', ['report', '--format', 'csv', '--output', '/proc/x/y']],
    ['baseline export', ['baseline', 'export', '/proc/x/y']],
  ])('is refused by %s, at once', async (_what, args) => {
    const cwd = project({ 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    const { exitCode, out, err } = await evenkeel(args, { cwd });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .*\/proc\/x.*ENOENT|^error: .*ENOENT.*\/proc\/x/m);
  });

  it('is no place for baselines of a run that only reads either', async () => {
    const cwd = project({ 'a.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    const { exitCode } = await evenkeel(['baseline', 'list', '--cache', '/proc/x/y'], { cwd });
    expect(exitCode).toBe(0);
  });
});

describe('makeDirectory', () => {
  it('makes what is missing, and says what was the first of it', () => {
    const root = temporaryDirectory();
    expect(makeDirectory(join(root, 'a/b/c'))).toBe(join(root, 'a'));
    expect(statSync(join(root, 'a/b/c')).isDirectory()).toBe(true);
    expect(makeDirectory(join(root, 'a/b/c'))).toBeNull();
    expect(makeDirectory(join(root, 'a/b/d'))).toBe(join(root, 'a/b/d'));
  });

  it('goes through a link to a directory', () => {
    const root = temporaryDirectory();
    mkdirSync(join(root, 'real'));
    symlinkSync('real', join(root, 'link'));
    makeDirectory(join(root, 'link/a'));
    expect(existsSync(join(root, 'real/a'))).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('gives what it makes the mode that it is asked for', () => {
    const root = temporaryDirectory();
    makeDirectory(join(root, 'a/b'), 0o700);
    expect(statSync(join(root, 'a')).mode & 0o777).toBe(0o700);
  });

  it('says what is in the way', () => {
    const root = temporaryDirectory();
    writeFileSync(join(root, 'file'), '');
    symlinkSync('nowhere', join(root, 'link'));
    const file = join(root, 'file');
    const inTheWay = { code: 'ENOTDIR', message: `ENOTDIR: what is there is no directory, mkdir '${file}'` };
    for (const path of [file, join(file, 'a/b')])
      expect(() => makeDirectory(path)).toThrow(expect.objectContaining(inTheWay));
    expect(() => makeDirectory(join(root, 'link/a'))).toThrow(
      /^ENOENT: what is there is a link that leads nowhere, mkdir '.*link'$/,
    );
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  it.runIf(HAS_PROC)('says where none can be made', () => {
    expect(() => makeDirectory('/proc/x/y')).toThrow(/^ENOENT: no directory can be made in \/proc, mkdir '\/proc\/x'$/);
  });

  it('is what makes directories wherever one may be missing above another', () => {
    const others = sources().filter(({ text }) => /mkdir(?:Sync)?\([^;]*recursive/s.test(text));
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});
