import type { CIEnvironment } from '../model/environment.ts';
import { mobile } from './ci/mobile.ts';
import { platforms } from './ci/platforms.ts';
import { selfHosted } from './ci/self-hosted.ts';
import { services } from './ci/services.ts';
import type { Source, VendorVariables } from './ci/variables.ts';
import { ciVendor, type Environment, isGenericCi } from './ci/vendor.ts';

const vendorVariables: Readonly<Record<string, VendorVariables>> = {
  ...platforms,
  ...services,
  ...selfHosted,
  ...mobile,
};

/** Names that people know the vendors by, where they are not ci-info's constant in lower case. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = { CIRCLE: 'circleci', GITLAB: 'gitlab_ci' };

const NOWHERE: Omit<CIEnvironment, 'isCI' | 'provider'> = {
  isPullRequest: false,
  branch: null,
  baseBranch: null,
  defaultBranch: null,
  commit: null,
  headCommit: null,
  pullRequest: null,
  runId: null,
  runUrl: null,
};

/**
 * Tells from environment variables which continuous-integration system runs this, and what it builds. Looks at nothing
 * but its argument. The vendor is told by ci-info's table; branch, commits and pull request by the variables that the
 * vendor documents, and null where it documents none.
 *
 * `commit` is what the vendor checks out: for pull requests on GitHub, Azure and Travis a temporary merge with the base
 * branch. On GitHub `headCommit` is in no variable; `EnvironmentDetector` reads it from the event's file.
 */
export function detectCi(env: Environment): CIEnvironment {
  const vendor = ciVendor(env);
  if (vendor === null) {
    return isGenericCi(env)
      ? { isCI: true, provider: 'unknown', ...NOWHERE }
      : { isCI: false, provider: 'local', ...NOWHERE };
  }
  const provider = PROVIDER_NAMES[vendor.constant] ?? vendor.constant.toLowerCase();
  const variables = vendorVariables[vendor.constant];
  if (variables === undefined) return { isCI: true, provider, ...NOWHERE, isPullRequest: vendor.isPullRequest };
  return { isCI: true, provider, ...whatIsBuilt(variables, vendor.isPullRequest, env) };
}

function whatIsBuilt(
  variables: VendorVariables,
  saidToBePullRequest: boolean,
  env: Environment,
): Omit<CIEnvironment, 'isCI' | 'provider'> {
  const pullRequest = read(variables.pullRequest, env);
  // ci-info takes a variable that is set and empty for a pull request; a vendor's own variable for the number knows better.
  const isPullRequest = variables.pullRequest === undefined ? saidToBePullRequest : pullRequest !== null;
  const isTag = !isPullRequest && read(variables.tag, env) !== null;
  const whereverItIs = {
    isPullRequest,
    defaultBranch: branchName(read(variables.defaultBranch, env)),
    commit: hash(read(variables.commit, env)),
    runId: read(variables.runId, env),
    runUrl: read(variables.runUrl, env),
  };
  if (!isPullRequest) {
    const branch = isTag ? null : branchName(read(variables.branch, env));
    return { ...NOWHERE, ...whereverItIs, branch };
  }
  return {
    ...whereverItIs,
    branch: branchName(read(variables.sourceBranch, env)),
    baseBranch: branchName(read(variables.baseBranch, env)),
    headCommit: hash(read(variables.headCommit, env)),
    pullRequest: numberAtEnd(pullRequest),
  };
}

/** Null where nothing is set; Travis and Buildkite write `false` where there is no pull request. */
function read(source: Source | undefined, env: Environment): string | null {
  if (source === undefined) return null;
  if (typeof source === 'function') return source(env);
  return source.map((name) => env[name]).find((value) => value && value !== 'false') ?? null;
}

/** The branch that a ref names; null for tags and for the refs that stand for pull requests. */
function branchName(ref: string | null): string | null {
  if (ref === null) return null;
  const name = ref.replace(/^(?:refs\/heads\/|refs\/remotes\/origin\/|origin\/)/, '');
  return name === '' || /^(?:refs\/|pull\/\d+(?:\/|$))/.test(name) ? null : name;
}

/** A full hash (SHA-1 or SHA-256); null for what Buildkite and Jenkins may say instead, such as `HEAD`. */
function hash(text: string | null): string | null {
  return text !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) ? text.toLowerCase() : null;
}

/** 42 of `42`, `pr/42`, `refs/pull/42/merge` or an address that ends in `/pull/42`; null where no number is at the end. */
function numberAtEnd(text: string | null): number | null {
  const digits = /(\d+)(?:\/(?:merge|head))?$/.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
