import { CommandLauncher } from '../../measure/commands/command-launcher.ts';
import type { FailedTest } from '../../model/result.ts';
import { CommandRunner } from './command-runner.ts';
import { failureIn, OPTION_WORDS, type PlannedCommandTest, runnableOf } from './measure-command-tests.ts';

/** Where commands are tried. */
export interface OncePlace {
  readonly signal: AbortSignal | undefined;
  /** What a reaper is started from. Default: this package's own. */
  readonly reaperProgram?: string | undefined;
}

/** Runs each command once, with all that belongs to it, and says what became of it; null: it works. */
export async function runOnce(
  tests: readonly PlannedCommandTest[],
  { signal, reaperProgram }: OncePlace,
  onEnd: (test: PlannedCommandTest, failure: FailedTest | null) => void,
): Promise<void> {
  if (tests.length === 0) return;
  const launcher = await CommandLauncher.open(reaperProgram === undefined ? {} : { reaperProgram });
  try {
    const runner = new CommandRunner({ launcher, output: 'dropped', signal, words: OPTION_WORDS });
    for (const test of tests) {
      const command = runnableOf(test);
      const failure = await runner
        .around([command], () => runner.runOnce(command))
        .then(
          () => null,
          (error: unknown) => failureIn(test, error, { signal, runs: 0 }),
        );
      onEnd(test, failure);
    }
  } finally {
    await launcher.close();
  }
}
