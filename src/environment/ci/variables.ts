import type { Environment } from './vendor.ts';

/** The first of these that is set, or what a function makes of the environment. */
export type Source = readonly string[] | ((env: Environment) => string | null);

/** Where a vendor documents what it builds. What a vendor does not document is left out. */
export interface VendorVariables {
  /** Says the number of the pull request, in pull-request runs alone; the digits at its end are the number. */
  readonly pullRequest?: Source;
  /** Set where the run is of a tag, which is not a branch although some vendors put it where branches go. */
  readonly tag?: Source;
  /** The branch, where it is not a pull request. */
  readonly branch?: Source;
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

/**
 * Makes a source of an address with variables' names in braces, such as `{SERVER}/builds/{BUILD}`; null where one of them
 * is not set.
 */
export function address(template: string): Source {
  return (env) => {
    let complete = true;
    const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = env[name];
      complete &&= Boolean(value);
      return value ?? '';
    });
    return complete ? encodeURI(filled) : null;
  };
}
