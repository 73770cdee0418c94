// What can be tried of other platforms without having them: paths as Windows has them, and which binaries there are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';

describe('paths of Windows', () => {
  const HASH = 'ffac537e6cbbf934b08745a378932722df287a53';

  beforeAll(() => {
    vi.resetModules();
    vi.doMock('node:path', async (importActual) => {
      const { win32 } = await importActual<typeof import('node:path')>();
      return { ...win32, default: win32 };
    });
    return () => {
      vi.doUnmock('node:path');
      vi.resetModules();
    };
  });

  it.each([
    ['C:\\code\\app\\test\\a.perf.ts', 'test/a.perf.ts'],
    ['C:\\code\\app\\a b\\ü.perf.ts', 'a b/ü.perf.ts'],
    ['c:\\CODE\\app\\a.perf.ts', 'a.perf.ts'],
  ])('%s has the name that it has elsewhere', async (path, name) => {
    const { nameOf } = await import('../../src/integrations/shared/test-host.ts');
    expect(nameOf(path, 'C:\\code\\app')).toBe(name);
  });

  it.each([
    ['C:\\code\\app', ''],
    ['C:\\code\\app\\src\\a.js', 'src/a.js'],
    ['C:\\code\\app\\..config\\a.js', '..config/a.js'],
    ['C:\\code\\other\\a.js', null],
    ['C:\\code', null],
    ['D:\\code\\app\\a.js', null],
    ['\\\\server\\share\\a.js', null],
  ])('%s is in a tree, or is not', async (path, expected) => {
    const { pathWithin } = await import('../../src/revisions/trees.ts');
    const { isWithin } = await import('../../src/dependencies/project-directories.ts');
    expect(pathWithin('C:\\code\\app', path)).toBe(expected);
    expect(isWithin(path, 'C:\\code\\app')).toBe(expected !== null);
  });

  it('lead from a directory to its repository, and along the pointers that git writes with slashes', async () => {
    const { readGitHead } = await import('../../src/environment/git.ts');
    const files: Readonly<Record<string, string>> = {
      'C:\\code\\app\\.git': 'gitdir: C:/code/main/.git/worktrees/app\n',
      'C:\\code\\main\\.git\\worktrees\\app\\HEAD': 'ref: refs/heads/mine\n',
      'C:\\code\\main\\.git\\worktrees\\app\\commondir': '../..\n',
      'C:\\code\\main\\.git\\refs\\heads\\mine': `${HASH}\n`,
      'C:\\code\\main\\.git\\refs\\remotes\\origin\\HEAD': 'ref: refs/remotes/origin/main\n',
    };
    // As Windows finds files: by either slash.
    const { normalize } = (await import('node:path')).win32;
    const readFile = (path: string) => files[normalize(path)] ?? null;
    expect(readGitHead('C:\\code\\app\\src\\deep', readFile)).toEqual({
      branch: 'mine',
      commit: HASH,
      defaultBranch: 'main',
    });
    expect(readGitHead('D:\\elsewhere', readFile)).toBeNull();
  });

  it('stand in a CI job as paths of the machine that runs it', async () => {
    const { ciJob } = await import('../../src/setup/ci/job.ts');
    const { githubWorkflow } = await import('../../src/setup/ci/github.ts');
    const { gitlabJob } = await import('../../src/setup/ci/gitlab.ts');
    const manifest = { directory: 'C:\\code\\app\\packages\\web', name: 'web', dependencies: {}, workspaces: [] };
    const rootManifest = { ...manifest, directory: 'C:\\code\\app' };
    const project = {
      manifest,
      rootManifest,
      isWorkspacesRoot: false,
      packageManager: { name: 'npm', major: null, isPinned: false },
      repository: { root: 'C:\\code\\app', remote: null, defaultBranch: 'main' },
      cacheDirectory: 'C:\\code\\app\\packages\\web\\.performance-cache',
      nodeVersionFile: '.nvmrc',
      mainBranch: '',
    };
    const setup = { command: 'evenkeel run', updateCommand: 'evenkeel run --update', startedBy: 'packages' };
    const job = ciJob(project as never, setup as never);
    expect(job).toMatchObject({
      name: 'performance-packages-web',
      installDirectory: '',
      directory: 'packages/web',
      cache: 'packages/web/.performance-cache',
      nodeVersionFile: '.nvmrc',
    });
    for (const text of [githubWorkflow(job), gitlabJob(job)]) expect(text).not.toContain('\\');
  });

  it('keep what belongs to the machine with the other caches of its user', async () => {
    const { calibrationCachePath } = await import('../../src/environment/calibration/cache.ts');
    const env = { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' };
    expect(calibrationCachePath('win32', env)).toBe('C:\\Users\\me\\AppData\\Local\\evenkeel\\calibration.json');
  });
});

describe('SQLite for Node 20', () => {
  const manifest = createRequire(import.meta.url).resolve('@photostructure/sqlite/package.json');
  const prebuilds = join(dirname(manifest), 'prebuilds');

  it.each([
    ['Linux', 'linux-x64', 'glibc'],
    ['Linux', 'linux-arm64', 'glibc'],
    ['Alpine', 'linux-x64', 'musl'],
    ['Alpine', 'linux-arm64', 'musl'],
    ['macOS', 'darwin-x64', ''],
    ['macOS', 'darwin-arm64', ''],
    ['Windows', 'win32-x64', ''],
    ['Windows', 'win32-arm64', ''],
  ])('has a binary for %s (%s, %s)', (_, platform, libc) => {
    expect(readdirSync(join(prebuilds, platform)).some((name) => name.endsWith(`${libc}.node`))).toBe(true);
  });

  it('has none where it refuses to be installed', () => {
    const { os, cpu } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const platform of ['linux-s390x', 'linux-arm', 'freebsd-x64']) {
      expect(existsSync(join(prebuilds, platform))).toBe(false);
      const [name, processor] = platform.split('-');
      expect(os.includes(name) && cpu.includes(processor)).toBe(false);
    }
  });
});
