import { askProgram } from '../ask-program.ts';
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

async function ask(directory: string, ...args: readonly string[]): Promise<string | null> {
  return (await askProgram('git', ['-C', directory, ...args]))?.trim() ?? null;
}
