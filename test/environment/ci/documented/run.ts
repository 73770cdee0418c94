import type { CIEnvironment } from '../../../../src/model/environment.ts';

export const SHA = 'ffac537e6cbbf934b08745a378932722df287a53';
export const HEAD = 'da1560886d4f094c3e6c9ef40349f7d38b5d27d7';

/** A run of a vendor's: the variables that its documents say are set, and what they mean. */
export interface DocumentedRun {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly expected: Partial<CIEnvironment>;
}

export const push = {
  isCI: true,
  isPullRequest: false,
  baseBranch: null,
  headCommit: null,
  pullRequest: null,
} as const;

export const pullRequest = { isCI: true, isPullRequest: true } as const;
