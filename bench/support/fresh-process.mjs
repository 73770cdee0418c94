import { execFileSync } from 'node:child_process';

/**
 * Runs a script in a fresh process and answers what it printed, read as JSON. Garbage collection is exposed, as it is
 * in evenkeel's own workers.
 */
export function askFreshProcess(script, args) {
  const output = execFileSync(
    process.execPath,
    ['--expose-gc', '--disable-warning=ExperimentalWarning', script, ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(output);
}

/** The items, starting `by` places later: who comes first changes from round to round. */
export function rotate(items, by) {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
