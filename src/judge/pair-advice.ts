import type { PairManner } from '../model/measurement.ts';

/** A test, and how its pairs of processes were measured. */
export interface MeasuredInPairs {
  readonly testName: string;
  readonly manner: PairManner;
}

const MOST_NAMES = 3;

const UNPINNED =
  'Pairs of processes could not be kept on one processor, so on a busy machine they differ about five times as much: more pairs are needed, and small slow-downs go unnoticed. Install util-linux, which has `taskset`, where the tests run.';

const COST_ONE_AFTER_OTHER =
  'Seconds lie between the sides, so noise that meets one of them looks like a difference: more pairs are needed, and small slow-downs go unnoticed. With any free port, files of its own, or less memory, two of its processes could live side by side.';

/**
 * What a person should know about how pairs of processes could be measured, as advice for a run as a whole: each reason
 * is said once. Other systems than Linux have no way to keep processes together, so there nothing is said of that.
 *
 * @param platformFamily as the environment names it: `'linux'`, …
 */
export function adviceOnPairs(measured: readonly MeasuredInPairs[], platformFamily: string): readonly string[] {
  const isUnpinned = measured.some(({ manner }) => manner.kind === 'by_turns' && !manner.isPinned);
  const names = new Map<string, string[]>();
  for (const { testName, manner } of measured) {
    if (manner.kind !== 'one_after_other') continue;
    // An error may go on with its stack.
    const reason = manner.reason.split('\n')[0]!.replace(/\.$/, '');
    names.set(reason, [...(names.get(reason) ?? []), testName]);
  }
  return [
    ...(isUnpinned && platformFamily === 'linux' ? [UNPINNED] : []),
    ...[...names].map(
      ([reason, tests]) =>
        `Measured one process after the other in place of by turns: ${listed(tests)}, because ${reason}. ${COST_ONE_AFTER_OTHER}`,
    ),
  ];
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, MOST_NAMES).map((name) => JSON.stringify(name));
  const more = names.length - first.length;
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
