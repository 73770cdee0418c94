/** What main branches are called, for where neither the configuration nor CI says it. */
export const USUAL_MAIN_BRANCHES: readonly string[] = ['main', 'master', 'trunk', 'develop'];
