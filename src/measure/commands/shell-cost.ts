import { MeasurementError } from '../../errors.ts';
import type { CommandRun, CommandSpec } from '../../model/command.ts';
import { readMilliseconds } from '../../real-time.ts';
import { mean } from '../../statistics/core/mean.ts';
import { median } from '../../statistics/core/median.ts';
import type { CommandLauncher } from './command-launcher.ts';
import { explainFailure } from './failure.ts';

/** What a shell itself takes, in seconds. */
export interface ShellCost {
  readonly wall: number;
  readonly user: number | null;
  readonly system: number | null;
}

const WARM_UPS = 3;
const MOST_RUNS = 50;
const LEAST_RUNS = 5;
/** Seconds that a slow shell is measured for. */
const LONGEST = 2;
/** Seconds that an empty command may take at least: a limit of the command's own, however short, says nothing of its shell. */
const TIME_LIMIT = 60;

/**
 * Measures what a shell takes for nothing, with its start: the median time and mean processor times of an empty command, as they are to be taken off those of commands that it runs.
 * @throws MeasurementError where the shell fails at that.
 */
export async function measureShell(
  launcher: Pick<CommandLauncher, 'run'>,
  spec: Pick<CommandSpec, 'cwd' | 'env' | 'timeout'> & { readonly shell: string },
  signal?: AbortSignal,
): Promise<ShellCost> {
  const empty: CommandSpec = {
    ...spec,
    command: '',
    input: null,
    ignoredExitCodes: [],
    timeout: Math.max(spec.timeout, TIME_LIMIT),
  };
  const runs: CommandRun[] = [];
  const start = readMilliseconds();
  for (let i = 0; i < WARM_UPS + MOST_RUNS; i++) {
    const run = await launcher.run(empty, { signal });
    if (run.exitCode !== 0) {
      throw new MeasurementError(
        `The shell ${JSON.stringify(spec.shell)} fails at an empty command, so its own time cannot be told. ${explainFailure(empty, run)}`,
      );
    }
    if (i >= WARM_UPS) runs.push(run);
    if (runs.length >= LEAST_RUNS && readMilliseconds() - start > 1000 * LONGEST) break;
  }
  const of = (times: readonly (number | null)[]) => (times.includes(null) ? null : mean(times as number[]));
  return {
    wall: median(runs.map(({ wall }) => wall)),
    user: of(runs.map(({ user }) => user)),
    system: of(runs.map(({ system }) => system)),
  };
}

/** A run without what the shell took; never less than nothing. */
export function withoutShell(run: CommandRun, cost: ShellCost): CommandRun {
  const less = (time: number | null, own: number | null) => (time === null ? null : Math.max(0, time - (own ?? 0)));
  return {
    ...run,
    wall: Math.max(0, run.wall - cost.wall),
    user: less(run.user, cost.user),
    system: less(run.system, cost.system),
  };
}
