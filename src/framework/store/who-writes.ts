import { MAIN_BY_NAME } from '../../config/main-branch.ts';
import type { PerformanceConfig } from '../../config/performance-config.ts';
import { UsageError } from '../../errors.ts';
import type { CIEnvironment, CiSubject } from '../../model/environment.ts';

/** Why code must not write baselines. */
export interface WritingDenial {
  /** Words that go on a sentence. */
  readonly reason: string;
  /** What lets it write all the same, likewise; null where the reason says it, or it is as it should be. */
  readonly remedy: string | null;
}

/**
 * Why what is measured here must not write baselines; null where it may. Outside CI everybody may. In CI only what is known
 * to be the main branch's own code does: what is written is what every later run is held against.
 * @param mainBranch the configuration's; '' for the repository's default branch, or where that cannot be told for what main
 *   branches are called.
 */
export function denialToWrite(ci: CIEnvironment, mainBranch: string): WritingDenial | null {
  const { subject, branch } = ci;
  if (!ci.isCI && subject.kind !== 'switched_off') return null;
  if (subject.kind === 'pull_request') {
    return { reason: 'pull requests read baselines and do not write them', remedy: null };
  }
  const doubt = doubtAbout(subject, ci);
  if (doubt !== null) return { reason: `in CI only the main branch writes baselines, and ${doubt}`, remedy: REMEDY };
  const known = mainBranch || ci.defaultBranch;
  if (branch !== null && (known ? [known] : MAIN_BY_NAME).includes(branch)) return null;
  const main = known
    ? `the main branch (${known}) writes baselines, and this is ${branch}`
    : `the main branch writes baselines, and this is ${branch}; set main_branch if that is its name`;
  return { reason: `in CI only ${main}`, remedy: null };
}

const REMEDY = '`recording` set to "always" (EVENKEEL_RECORDING=always) in a job of that branch alone writes them';

function doubtAbout(subject: CiSubject, { provider, commit }: CIEnvironment): string | null {
  switch (subject.kind) {
    case 'branch':
    case 'pull_request':
      return null;
    case 'tag':
      return 'this is a tag';
    case 'event':
      return `what was started by ${JSON.stringify(subject.event)} may be anybody's code`;
    case 'other_commit':
      return `commit ${short(commit)} is checked out where ${provider} names ${short(subject.named)}`;
    case 'unread_commit':
      return 'git does not say which commit is checked out';
    case 'conflict':
      return `variables of several CI systems are set that do not say the same (${subject.providers.join(', ')})`;
    case 'switched_off':
      return `CI=false is set although the variables of ${subject.providers.join(', ')} are`;
    case 'working_tree':
    case 'untold':
      return provider === 'unknown' ? 'this CI system is not known' : `${provider} does not say whose code this is`;
  }
}

function short(commit: string | null): string {
  return commit?.slice(0, 7) ?? 'an unknown one';
}

/**
 * Refuses to change what is stored on behalf of code that may not write baselines.
 * @param what the command, as people typed it.
 * @param anyway how they say that they mean it.
 * @throws {UsageError} saying why, and what to do.
 */
export async function requireWriter(
  { mainBranch }: Pick<PerformanceConfig, 'mainBranch'>,
  { what, anyway }: { readonly what: string; readonly anyway: string },
): Promise<void> {
  const { EnvironmentDetector } = await import('../../environment/environment-detector.ts');
  const ci = await new EnvironmentDetector().detectCiEnvironment();
  const denial = denialToWrite(ci, mainBranch);
  if (denial !== null) throw new UsageError(refusal(what, denial.reason, anyway));
}

/** The message where a change of the baselines is asked for that may not be made. */
export function refusal(what: string, reason: string, anyway: string): string {
  return `${what} changes baselines: ${reason}. Do it on the main branch, or confirm that you mean it here: ${anyway}.`;
}
