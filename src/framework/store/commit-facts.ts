import { askProgram } from '../../ask-program.ts';
import type { CommitFact } from '../../model/commit-fact.ts';

const HASH = /^[0-9a-f]{7,64}$/;
// A command line has an end, and nobody reads more.
const MOST_ASKED = 500;
const MOST_CHANGES = 50;
const FORMAT = '--format=%H%x00%aN%x00%aI%x00%s';
// No program of the repository's is started.
const QUIETLY = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'];

/** What git in a directory knows of these commits: of those that are there. Nothing where there is no git, or no repository. */
export async function commitFacts(directory: string, hashes: readonly string[]): Promise<readonly CommitFact[]> {
  const asked = hashes.filter((hash) => HASH.test(hash)).slice(-MOST_ASKED);
  if (asked.length === 0) return [];
  return log(directory, '--no-walk=unsorted', '--ignore-missing', ...asked);
}

/** The commits that came after one up to another, newest first; none where git here does not know them both. */
export async function commitsBetween(directory: string, base: string, head: string): Promise<readonly CommitFact[]> {
  if (!HASH.test(base) || !HASH.test(head)) return [];
  return log(directory, `--max-count=${MOST_CHANGES}`, `${base}..${head}`);
}

async function log(directory: string, ...args: readonly string[]): Promise<readonly CommitFact[]> {
  const said = await askProgram('git', ['-C', directory, ...QUIETLY, 'log', FORMAT, ...args, '--']);
  return (said ?? '').split('\n').flatMap((line) => {
    const [hash = '', author, date, subject] = line.split('\0');
    return HASH.test(hash) && author !== undefined && date !== undefined && subject !== undefined
      ? [{ hash, author, date, subject }]
      : [];
  });
}
