/** Accepts what is measured as the new baselines, as `--test-update-snapshots` does from Node 22.3. */
export const UPDATE = 'EVENKEEL_UPDATE';

/** How a user of node:test accepts a slow-down that is meant. */
export const ACCEPT_WITH = `the same command with \`${UPDATE}=1\` in the environment`;

/** Set where evenkeel's reporter reads; the processes of test files inherit it. */
export const REPORTER = 'EVENKEEL_NODE_TEST_REPORTER';

/** What every text begins with that a test tells reporters. */
export const MARK = 'evenkeel:';

/** Whether a diagnostic is for evenkeel's reporters; others are for people. */
export function isMessage(diagnostic: string): boolean {
  return diagnostic.startsWith(`${MARK}{`);
}
