import { dirname, isAbsolute, join, resolve } from 'node:path';
import { askProgram } from '../ask-program.ts';
import type { ReadFile } from './host.ts';

/** What is checked out. */
export interface GitHead {
  /** Null where no branch is checked out ("detached HEAD"). */
  readonly branch: string | null;
  /** Full hash; null in a repository without commits. */
  readonly commit: string | null;
  /** What the remote `origin` called its default when it was cloned; null where that is not kept. */
  readonly defaultBranch: string | null;
}

const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Branch, commit and default branch of the working tree around `directory`, read from git's files without starting git: HEAD, loose
 * and packed refs, and the pointer files of worktrees and submodules. Null where there is no repository. A repository
 * that keeps its refs in the reftable format says neither.
 *
 * Source: gitrepository-layout(5).
 */
export function readGitHead(directory: string, readFile: ReadFile): GitHead | null {
  const gitDirectory = findGitDirectory(resolve(directory), readFile);
  if (gitDirectory === null) return null;
  const head = readFile(join(gitDirectory, 'HEAD'))?.trim() ?? '';
  const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
  const defaultBranch = defaultBranchOf(gitDirectory, readFile);
  if (ref === undefined) return { branch: null, commit: HASH.test(head) ? head : null, defaultBranch };
  // The reftable format leaves this behind for tools that do not know it.
  if (ref === 'refs/heads/.invalid') return { branch: null, commit: null, defaultBranch };
  return { branch: ref.replace(/^refs\/heads\//, ''), commit: resolveRef(gitDirectory, ref, readFile), defaultBranch };
}

function defaultBranchOf(gitDirectory: string, readFile: ReadFile): string | null {
  const head = readFile(join(commonDirectory(gitDirectory, readFile), 'refs/remotes/origin/HEAD'));
  return /^ref: refs\/remotes\/origin\/(.+)$/m.exec(head ?? '')?.[1]?.trim() ?? null;
}

function findGitDirectory(start: string, readFile: ReadFile): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const dotGit = join(directory, '.git');
    // In worktrees and submodules, .git is a file that says where the directory is.
    const pointer = /^gitdir: (.+)$/m.exec(readFile(dotGit) ?? '')?.[1];
    if (pointer !== undefined) return resolveFrom(directory, pointer);
    if (readFile(join(dotGit, 'HEAD')) !== null) return dotGit;
    if (dirname(directory) === directory) return null;
  }
}

function resolveRef(gitDirectory: string, ref: string, readFile: ReadFile): string | null {
  const common = commonDirectory(gitDirectory, readFile);
  const loose = readFile(join(common, ref))?.trim();
  if (loose !== undefined && HASH.test(loose)) return loose;
  const packed = readFile(join(common, 'packed-refs'))?.split('\n') ?? [];
  const hash = packed.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0];
  return hash !== undefined && HASH.test(hash) ? hash : null;
}

// A worktree shares its branches with the main one.
function commonDirectory(gitDirectory: string, readFile: ReadFile): string {
  const pointer = readFile(join(gitDirectory, 'commondir'))?.trim();
  return pointer ? resolveFrom(gitDirectory, pointer) : gitDirectory;
}

function resolveFrom(directory: string, path: string): string {
  return isAbsolute(path) ? path : resolve(directory, path);
}

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
