/** What main branches are called: where to look for the code that a branch began at, if neither configuration nor CI says it. */
export const USUAL_MAIN_BRANCHES: readonly string[] = ['main', 'master', 'trunk', 'develop'];

/**
 * Those of them that are taken for the main branch by their name alone when it comes to writing baselines. Repositories with
 * a `develop` have a `main` or `master` beside it, and both would write.
 */
export const MAIN_BY_NAME: readonly string[] = ['main', 'master', 'trunk'];
