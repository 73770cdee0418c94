import type { Environment } from './vendor.ts';

/** The first of these that is set, or what a function makes of the environment. */
export type Source = readonly string[] | Reader;

type Reader = (env: Environment) => string | null;

/** Half of a surrogate pair, which no address can hold. */
const HALF_CHARACTER = /\p{Cs}/gu;

/**
 * When the branch that a vendor names is what it builds, once it is neither a pull request nor a tag: where a variable has
 * one of these values (`''` is one that is not set), or `'always'`, where no other case is left.
 */
export type OfBranch = 'always' | { readonly variable: readonly string[]; readonly is: readonly string[] };

/** Where a vendor documents what it builds. What a vendor does not document is left out. */
export interface VendorVariables {
  /** Says the number of the pull request, in pull-request runs alone; the digits at its end are the number. */
  readonly pullRequest?: Source;
  /** Set where the run is of a tag, which is not a branch although some vendors put it where branches go. */
  readonly tag?: Source;
  /** The branch, where it is not a pull request. Variables named as they are hold the branch's plain name. */
  readonly branch?: Source;
  /**
   * What makes `branch` the branch whose code is built. Left out where the vendor's documents leave a case open in which it
   * is somebody else's code: then nothing is taken for the branch's.
   */
  readonly ofBranch?: OfBranch;
  /** The repository's default branch, whatever the run is of. */
  readonly defaultBranch?: Source;
  /** In pull requests: the branch that it comes from, the one it wants to go to, and the author's newest commit. */
  readonly sourceBranch?: Source;
  readonly baseBranch?: Source;
  readonly headCommit?: Source;
  readonly commit: Source;
  readonly runId?: Source;
  readonly runUrl?: Source;
}

/** The value of the first of these variables that is set to something. */
export function firstSet(names: readonly string[], env: Environment): string | null {
  // Travis, Buildkite and Codemagic write `false` where there is no pull request.
  return names.map((name) => env[name]).find((value) => value && value !== 'false') ?? null;
}

/**
 * Makes a source of an address with variables' names in braces, such as `{SERVER}/builds/{BUILD}`; null where one of them
 * is not set.
 */
export function address(template: string): Reader {
  return (env) => {
    let complete = true;
    const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = env[name];
      complete &&= Boolean(value);
      return value ?? '';
    });
    return complete ? encodeURI(filled.replace(HALF_CHARACTER, '\uFFFD')) : null;
  };
}

// A branch may have any of these at the beginning of its own name, so that each is taken off where the vendor documents
// that it puts it there, and once: the branch `origin/main` is not `main`.

/** The branch of a full ref, `refs/heads/main`; null for every other ref: a tag, a pull request. */
export function fullRef(...names: readonly string[]): Reader {
  return (env) => afterPrefix(firstSet(names, env), 'refs/heads/');
}

/** The tag of a full ref, `refs/tags/v1`; null for every other ref. */
export function tagRef(...names: readonly string[]): Reader {
  return (env) => afterPrefix(firstSet(names, env), 'refs/tags/');
}

/** The same, for vendors that write the plain name as well. */
export function fullRefOrName(...names: readonly string[]): Reader {
  return (env) => {
    const ref = firstSet(names, env);
    return ref?.startsWith('refs/') ? afterPrefix(ref, 'refs/heads/') : plainName(ref);
  };
}

/** The branch of what git calls a remote-tracking branch, `origin/main`; some vendors write the plain name as well. */
export function remoteBranch(...names: readonly string[]): Reader {
  return (env) => {
    const name = firstSet(names, env);
    return plainName(afterPrefix(name, 'origin/') ?? name);
  };
}

/**
 * A branch's plain name; null for what vendors write in its place where there is none: refs, and the names that they make up
 * for pull requests.
 */
export function plainName(name: string | null): string | null {
  return name === null || /^(?:refs\/|pull\/\d+(?:\/|$)|pr\/\d+$)/.test(name) ? null : name;
}

function afterPrefix(text: string | null, prefix: string): string | null {
  return text !== null && text.length > prefix.length && text.startsWith(prefix) ? text.slice(prefix.length) : null;
}
