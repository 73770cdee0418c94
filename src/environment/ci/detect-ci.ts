import type { CIEnvironment, CiSubject } from '../../model/environment.ts';
import { mobile } from './mobile.ts';
import { platforms } from './platforms.ts';
import { selfHosted } from './self-hosted.ts';
import { services } from './services.ts';
import { firstSet, plainName, type Source, type VendorVariables } from './variables.ts';
import { type CiVendor, ciVendors, deniesCi, type Environment, isGenericCi } from './vendor.ts';

const vendorVariables: Readonly<Record<string, VendorVariables>> = {
  ...platforms,
  ...services,
  ...selfHosted,
  ...mobile,
};

/** Names that people know the vendors by, where they are not ci-info's constant in lower case. */
const PROVIDER_NAMES: Readonly<Record<string, string>> = { CIRCLE: 'circleci', GITLAB: 'gitlab_ci' };

const NOTHING_TOLD: Omit<CIEnvironment, 'isCI' | 'provider' | 'subject'> = {
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
 * vendor documents, and null where it documents none. Where the variables of several vendors are set, the one that says most
 * is taken; that it builds a branch is believed only where all of them say so.
 *
 * `commit` is what the vendor checks out: for pull requests on GitHub, Azure and Travis a temporary merge with the base
 * branch. On GitHub `headCommit` is in no variable; `EnvironmentDetector` reads it from the event's file.
 */
export function detectCi(env: Environment): CIEnvironment {
  const told = ciVendors(env).map((vendor) => toldBy(vendor, env));
  const providers = told.map(({ provider }) => provider);
  if (deniesCi(env)) {
    const subject: CiSubject = told.length > 0 ? { kind: 'switched_off', providers } : { kind: 'working_tree' };
    return { isCI: false, provider: 'local', ...NOTHING_TOLD, subject };
  }
  if (told.length === 0) {
    return isGenericCi(env)
      ? { isCI: true, provider: 'unknown', ...NOTHING_TOLD, subject: { kind: 'untold' } }
      : { isCI: false, provider: 'local', ...NOTHING_TOLD, subject: { kind: 'working_tree' } };
  }
  const most = told.reduce((best, next) => (factsIn(next) >= factsIn(best) ? next : best));
  const agree = told.every(({ subject, branch }) => subject.kind === most.subject.kind && branch === most.branch);
  return agree || most.subject.kind !== 'branch' ? most : { ...most, subject: { kind: 'conflict', providers } };
}

function toldBy(vendor: CiVendor, env: Environment): CIEnvironment {
  const provider = PROVIDER_NAMES[vendor.constant] ?? vendor.constant.toLowerCase();
  const variables = vendorVariables[vendor.constant] ?? { commit: [] };
  return { isCI: true, provider, ...whatIsBuilt(variables, vendor.isPullRequest, env) };
}

function factsIn({ branch, commit, runId, runUrl, isPullRequest }: CIEnvironment): number {
  return [branch, commit, runId, runUrl, isPullRequest || null].filter((fact) => fact !== null).length;
}

function whatIsBuilt(
  variables: VendorVariables,
  saidToBePullRequest: boolean,
  env: Environment,
): Omit<CIEnvironment, 'isCI' | 'provider'> {
  const pullRequest = read(variables.pullRequest, env);
  // ci-info takes a variable that is set and empty for a pull request; a vendor's own variable for the number knows better.
  const isPullRequest = variables.pullRequest === undefined ? saidToBePullRequest : pullRequest !== null;
  const whereverItIs = {
    isPullRequest,
    defaultBranch: branchIn(variables.defaultBranch, env),
    commit: hash(read(variables.commit, env)),
    runId: read(variables.runId, env),
    runUrl: read(variables.runUrl, env),
  };
  if (!isPullRequest) {
    const isTag = read(variables.tag, env) !== null;
    const branch = isTag ? null : branchIn(variables.branch, env);
    const subject: CiSubject = isTag ? { kind: 'tag' } : subjectOf(branch, variables.ofBranch, env);
    return { ...NOTHING_TOLD, ...whereverItIs, branch, subject };
  }
  return {
    ...whereverItIs,
    subject: { kind: 'pull_request' },
    branch: branchIn(variables.sourceBranch, env),
    baseBranch: branchIn(variables.baseBranch, env),
    headCommit: hash(read(variables.headCommit, env)),
    pullRequest: numberAtEnd(pullRequest),
  };
}

function subjectOf(branch: string | null, ofBranch: VendorVariables['ofBranch'], env: Environment): CiSubject {
  if (ofBranch === undefined) return { kind: 'untold' };
  if (ofBranch !== 'always') {
    const event = ofBranch.variable.map((name) => env[name]).find(Boolean) ?? '';
    if (!ofBranch.is.includes(event)) return event === '' ? { kind: 'untold' } : { kind: 'event', event };
  }
  return branch === null ? { kind: 'untold' } : { kind: 'branch' };
}

/** Null where nothing is set. */
function read(source: Source | undefined, env: Environment): string | null {
  if (source === undefined) return null;
  return typeof source === 'function' ? source(env) : firstSet(source, env);
}

/** A function knows how the vendor writes a branch; every other variable holds its plain name. */
function branchIn(source: Source | undefined, env: Environment): string | null {
  return typeof source === 'function' ? source(env) : plainName(read(source, env));
}

/** A full hash (SHA-1 or SHA-256); null for what Buildkite and Jenkins may say instead, such as `HEAD`. */
function hash(text: string | null): string | null {
  return text !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text) ? text.toLowerCase() : null;
}

/** 42 of `42`, `pr/42`, `refs/pull/42/merge` or an address that ends in `/pull/42`; null where no such number is at the end. */
function numberAtEnd(text: string | null): number | null {
  const digits = /(\d+)(?:\/(?:merge|head))?$/.exec(text ?? '')?.[1];
  const number = Number(digits ?? Number.NaN);
  return Number.isSafeInteger(number) ? number : null;
}
