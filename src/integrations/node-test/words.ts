/** Accepts what is measured as the new baselines, as `--test-update-snapshots` does from Node 22.3. */
export const UPDATE = 'EVENKEEL_UPDATE';

/** How a user of node:test accepts a slow-down that is meant. */
export const ACCEPT_WITH = `the same command with \`${UPDATE}=1\` in the environment`;
