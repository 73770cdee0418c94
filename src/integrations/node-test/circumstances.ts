import { availableParallelism } from 'node:os';

/** What a test process can tell of how it was started. */
export interface Circumstances {
  /** How many test files may run at the same time; 1 where files are not run by `node --test` in processes of their own. */
  readonly filesAtOnce: number;
  /** Whether tests run again whenever a file changes. */
  readonly isWatching: boolean;
  /** Whether the code is instrumented, which makes it slower. */
  readonly measuresCoverage: boolean;
  /** Whether snapshots are to be made anew: `--test-update-snapshots`. */
  readonly updatesSnapshots: boolean;
}

/** Says that files run one by one, where the process cannot know it: in those that `run()` starts. */
export const ONE_FILE_AT_A_TIME = 'EVENKEEL_ONE_FILE_AT_A_TIME';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the circumstances off a process. Node hands the options of `node --test` on to the processes of the files.
 * @param processors default of `--test-concurrency` is one less, at least 1.
 */
export function circumstancesOf(
  execArgv: readonly string[] = process.execArgv,
  env: Variables = process.env,
  processors = availableParallelism(),
): Circumstances {
  return {
    filesAtOnce: filesAtOnce(execArgv, env, processors),
    isWatching: (env.WATCH_REPORT_DEPENDENCIES ?? '') !== '',
    measuresCoverage: (env.NODE_V8_COVERAGE ?? '') !== '',
    updatesSnapshots: execArgv.includes('--test-update-snapshots'),
  };
}

function filesAtOnce(execArgv: readonly string[], env: Variables, processors: number): number {
  const hasProcessOfItsOwn = (env.NODE_TEST_CONTEXT ?? '').startsWith('child');
  if (!hasProcessOfItsOwn || (env[ONE_FILE_AT_A_TIME] ?? '') !== '') return 1;
  const workerId = Number(env.NODE_TEST_WORKER_ID ?? 1);
  const asked = lastNumber(execArgv, '--test-concurrency');
  return Math.max(workerId, asked > 0 ? asked : Math.max(1, processors - 1));
}

// `--option=2` or `--option 2`; 0 where it is not there.
function lastNumber(args: readonly string[], option: string): number {
  let last = 0;
  for (const [i, arg] of args.entries()) {
    const text = arg.startsWith(`${option}=`) ? arg.slice(option.length + 1) : arg === option ? args[i + 1] : undefined;
    const value = Number(text ?? Number.NaN);
    if (Number.isInteger(value) && value >= 0) last = value;
  }
  return last;
}
