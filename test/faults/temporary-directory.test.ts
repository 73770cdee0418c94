import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { CAN_MOUNT, evenkeelCommand, run, withMounts } from './processes.ts';

const FILES = { 'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) };

/** A project whose only commit is what is there. */
function repository(): string {
  const cwd = project(FILES);
  const as = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
  for (const args of [
    ['init', '-q'],
    ['add', 'sort.perf.js'],
    [...as, 'commit', '-qm', 'first'],
  ]) {
    expect(spawnSync('git', args, { cwd }).status).toBe(0);
  }
  return cwd;
}

describe('a temporary directory that cannot be used', () => {
  // One place for the directory itself, none for anything in it.
  it.runIf(CAN_MOUNT)('because it is full is an error that says so, and nothing is measured', async () => {
    const [cwd, full] = [project(FILES), temporaryDirectory()];
    const command = withMounts(`mount -t tmpfs -o size=64k,nr_inodes=1 none '${full}'`, evenkeelCommand('run'));
    const { exitCode, out, err } = await run(command, { cwd, env: { TMPDIR: full } });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: The temporary directory .* cannot be used: ENOSPC.* It is full: free some space/);
    expect(err).not.toMatch(/defect/);
  });

  // Needs no rights.
  it.skipIf(process.platform === 'win32').each(['run', 'compare'])(
    'is an error of evenkeel %s as well',
    async (command) => {
      const cwd = repository();
      const file = join(temporaryDirectory(), 'file');
      writeFileSync(file, '');
      const args = command === 'compare' ? ['compare', 'HEAD'] : ['run'];
      const { exitCode, out, err } = await run(evenkeelCommand(...args), { cwd, env: { TMPDIR: file } });
      expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
      expect(err).toMatch(/^error: The temporary directory .*file cannot be used: ENOTDIR/m);
      expect(err).not.toMatch(/defect/);
    },
  );
});
