import { execFile } from 'node:child_process';
import type { GitHead } from './git.ts';

/**
 * What is checked out, by git's own word: for repositories whose files do not say it, because they keep refs in the reftable
 * format. Nothing is known where git is missing, or does not answer.
 */
export async function askGitHead(directory: string): Promise<Pick<GitHead, 'branch' | 'commit'>> {
  const [commit, branch] = await Promise.all([
    ask(directory, 'rev-parse', '--verify', 'HEAD^{commit}'),
    ask(directory, 'symbolic-ref', '--quiet', '--short', 'HEAD'),
  ]);
  return { branch, commit };
}

// Longer than git needs for one ref, on any disk.
const TIME_LIMIT = 5000;

function ask(directory: string, ...args: readonly string[]): Promise<string | null> {
  return new Promise((done) => {
    execFile('git', ['-C', directory, ...args], { windowsHide: true, timeout: TIME_LIMIT }, (error, output) =>
      done(error === null ? output.trim() : null),
    );
  });
}
