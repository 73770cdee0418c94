import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '../framework/fixtures.ts';

/** Files by their paths; an object is JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** Makes a project of files, gone after the test, and answers its real path. */
export function projectOf(files: Files): string {
  const directory = realpathSync(temporaryDirectory());
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

/** Makes a git repository of a directory, with a remote where one is given. */
export function repositoryIn(directory: string, remote?: string): string {
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', directory, ...args], { stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'trunk');
  if (remote !== undefined) git('remote', 'add', 'origin', remote);
  return directory;
}
