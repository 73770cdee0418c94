import type { CIEnvironment, CiSubject } from '../../model/environment.ts';
import type { GitHead } from '../git.ts';

/**
 * What CI says, held against what git has checked out: a workflow may check out anything, and results are of that. Where it is
 * not the commit that CI names, commit and branch are git's, and whose code it is is not known.
 *
 * @param head null where there is no repository.
 */
export function asCheckedOut(ci: CIEnvironment, head: GitHead | null): CIEnvironment {
  if (head === null) return ci;
  const { commit: named } = ci;
  const isOther = named !== null && head.commit !== null && named !== head.commit;
  return {
    ...ci,
    subject: subjectOf(ci, head, isOther),
    branch: branchOf(ci, head, isOther),
    commit: head.commit ?? named,
    defaultBranch: ci.defaultBranch ?? head.defaultBranch,
  };
}

function subjectOf({ subject, commit: named }: CIEnvironment, head: GitHead, isOther: boolean): CiSubject {
  if (subject.kind !== 'branch' && subject.kind !== 'event') return subject;
  if (isOther) return { kind: 'other_commit', named: named! };
  return head.commit === null ? { kind: 'unread_commit' } : subject;
}

function branchOf({ branch, isPullRequest }: CIEnvironment, head: GitHead, isOther: boolean): string | null {
  // What is checked out for a pull request may be a branch of the vendor's own making.
  if (isPullRequest) return branch;
  return isOther ? head.branch : (branch ?? head.branch);
}
