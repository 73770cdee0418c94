import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runnerImage } from '../../src/environment/ci/runner-image.ts';
import { EnvironmentDetector } from '../../src/environment/environment-detector.ts';
import { readLockfiles } from '../../src/environment/lockfiles.ts';
import { plainFact } from '../../src/environment/plain-fact.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { filesOf } from './fixtures.ts';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** A repository with these files. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const directory = join(temporaryDirectory(), 'repository');
  mkdirSync(join(directory, '.git'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

describe('readLockfiles', () => {
  it('names each file that pins dependencies, with what tells two of them apart', async () => {
    const directory = repositoryWith({ 'yarn.lock': 'yarn', 'Cargo.lock': 'cargo', 'package.json': '{}' });
    expect(await readLockfiles(directory)).toEqual([
      { file: 'Cargo.lock', hash: hashOf('cargo') },
      { file: 'yarn.lock', hash: hashOf('yarn') },
    ]);
    // As sha256sum(1) has it, so that anybody can look which file it was.
    expect(hashOf('yarn')).toBe('ec4e598bd0f312a7');
  });

  it('takes the nearest directory that has one, and none beyond the repository', async () => {
    const directory = repositoryWith({ 'package-lock.json': 'root', 'packages/a/uv.lock': 'a', 'packages/b/x.ts': '' });
    expect(await readLockfiles(join(directory, 'packages/a'))).toEqual([{ file: 'uv.lock', hash: hashOf('a') }]);
    expect(await readLockfiles(join(directory, 'packages/b'))).toEqual([
      { file: 'package-lock.json', hash: hashOf('root') },
    ]);
    const bare = repositoryWith({ 'src/x.ts': '' });
    writeFileSync(join(bare, '..', 'go.sum'), 'of somebody else');
    expect(await readLockfiles(join(bare, 'src'))).toEqual([]);
  });

  it('follows no link, and reads nothing but files', async () => {
    const directory = repositoryWith({ 'secret.txt': 'hunter2' });
    symlinkSync(join(directory, 'secret.txt'), join(directory, 'requirements.txt'));
    mkdirSync(join(directory, 'go.sum'));
    expect(await readLockfiles(directory)).toEqual([]);
  });
});

describe('runnerImage', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['GitHub and Azure', { ImageOS: 'ubuntu24', ImageVersion: '20261116.1.0' }, 'ubuntu24 20261116.1.0'],
    ['GitLab', { CI_JOB_IMAGE: 'node:20@sha256:0f', CI_RUNNER_VERSION: '18.5.0' }, 'node:20@sha256:0f 18.5.0'],
    ['GitLab without an image', { CI_RUNNER_VERSION: '18.5.0' }, '18.5.0'],
    ['CodeBuild', { CODEBUILD_BUILD_IMAGE: 'aws/codebuild/standard:7.0' }, 'aws/codebuild/standard:7.0'],
    ['AppVeyor', { APPVEYOR_BUILD_WORKER_IMAGE: 'Visual Studio 2022' }, 'Visual Studio 2022'],
    ['Semaphore', { SEMAPHORE_AGENT_MACHINE_OS_IMAGE: 'ubuntu2204' }, 'ubuntu2204'],
    ['Travis', { TRAVIS_DIST: 'noble' }, 'noble'],
    ['nobody', {}, null],
    ['variables that are empty', { ImageOS: ' ', ImageVersion: '' }, null],
  ])('is what %s says', (_who, env, image) => {
    expect(runnerImage(env)).toBe(image);
  });

  it.each([
    ['ci:hunter2@registry.example.com/node:20', 'registry.example.com/node:20'],
    ['https://ci:hun/ter@2@registry.example.com:5000/node', 'registry.example.com:5000/node'],
    ['ci:hunter2@registry.example.com/node:20@sha256:0f', 'registry.example.com/node:20@sha256:0f'],
    ['registry.example.com/team/node:20@sha256:0f', 'registry.example.com/team/node:20@sha256:0f'],
  ])('keeps no password: %s', (said, kept) => {
    expect(runnerImage({ CI_JOB_IMAGE: said })).toBe(kept);
  });

  it('is one short line of plain text, whatever was put there', () => {
    const image = runnerImage({ ImageOS: `\u001b]0;boo\u0007\n::set-output::${'x'.repeat(5000)}\u202e` })!;
    expect(image).toMatch(/^[\x20-\x7e]{1,200}$/);
  });
});

describe('plainFact', () => {
  it.each([
    [undefined, null],
    [null, null],
    [' \n\t\u0000', null],
    ['Ubuntu\r\n24.04', 'Ubuntu 24.04'],
  ])('makes of %j %j', (text, fact) => {
    expect(plainFact(text)).toBe(fact);
  });
});

describe('what runs are made with', () => {
  it('is known of this process, its machine and its project', async () => {
    const directory = repositoryWith({ 'package-lock.json': '{}' });
    const env = { ImageOS: 'ubuntu24', ImageVersion: '20261116.1.0' };
    const { madeWith, platformProfile } = await new EnvironmentDetector({ env, directory }).getEnvironmentContext();
    expect(madeWith).toMatchObject({
      node: process.versions.node,
      v8: process.versions.v8,
      runtime: null,
      kernel: release(),
      runnerImage: 'ubuntu24 20261116.1.0',
      lockfiles: [{ file: 'package-lock.json', hash: hashOf('{}') }],
    });
    expect(madeWith!.machineSpeed!.factor / platformProfile.baselineFactor).toBeCloseTo(1, 3);
    const { compute, memory, allocation, factor } = madeWith!.machineSpeed!;
    expect(Math.cbrt(compute * memory * allocation) / factor).toBeCloseTo(1, 3);
  });

  it.runIf(process.platform === 'linux')(
    'names the system by what its distribution says, if that is printable',
    async () => {
      const osOf = async (files: Record<string, string>) => {
        const detector = new EnvironmentDetector({
          env: {},
          readFile: filesOf(files),
          directory: temporaryDirectory(),
        });
        return (await detector.getEnvironmentContext()).madeWith!.os;
      };
      expect(await osOf({ '/etc/os-release': 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n' })).toBe(
        'Debian GNU/Linux 12 (bookworm)',
      );
      expect(await osOf({ '/usr/lib/os-release': "PRETTY_NAME='Alpine \u001b[2JLinux v3.20'\n" })).toBe(
        'Alpine  [2JLinux v3.20',
      );
      expect(await osOf({})).toBe('linux');
    },
  );
});
