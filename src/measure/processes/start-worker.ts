import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { channelOf } from './framing.ts';
import { startedByThis } from './own-start.ts';
import { killWorker, type Reaper, WORKERS_LEAD_GROUPS } from './reaper.ts';

/** Starts workers; some ahead of time. */
export interface WorkerStarter {
  /** An unused worker: the one that was started ahead where there is one, or a new one. */
  take(): ChildProcess;
  /**
   * A new worker for a side of a pair, which are both started alike.
   * @param processors numbers of those that it may use from its first moment, where `taskset` is known to work. Default: all.
   */
  startForPair(processors?: readonly number[]): ChildProcess;
  /** A new worker that counts what is allocated. */
  startForCounting(): ChildProcess;
  /**
   * Starts a worker ahead of time, which then waits to be taken: with it twelve tests of a
   * millisecond took 25 s in place of 31 to 33 s. To be called where nothing is being timed.
   */
  startAhead(): void;
  /** Kills a worker that was started ahead. */
  close(): void;
}

/** What all workers have in common. */
export interface WorkerPlace {
  /** Path of a JavaScript file. */
  readonly program: string;
  /** Working directory; undefined: this process's. */
  readonly cwd: string | undefined;
  /** Variables in place of this process's own. Default: none. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly reaper: Reaper;
}

/** Makes a starter. On a single processor it starts none ahead, which would take the processor from what is measured. */
export function createWorkerStarter(place: WorkerPlace, processors: number = availableParallelism()): WorkerStarter {
  let ahead: { readonly child: ChildProcess; readonly env: string } | null = null;
  const environment = () => environmentOfWorkers(place);
  const drop = () => {
    const pid = ahead?.child.pid;
    ahead = null;
    if (!pid) return;
    killWorker(pid);
    place.reaper.release(pid);
  };
  return {
    take() {
      const env = environment();
      const isFit = ahead !== null && isWaiting(ahead.child) && ahead.env === JSON.stringify(env);
      if (!isFit) drop();
      const child = ahead?.child ?? startWorker(place, env);
      ahead = null;
      return child;
    },
    startForPair(processors) {
      return startWorker(place, environment(), { node: NODE_OPTIONS_OF_PAIRS, processors });
    },
    startForCounting() {
      return startWorker(place, environment(), { node: NODE_OPTIONS_OF_COUNTING });
    },
    startAhead() {
      if (ahead !== null || processors < 2) return;
      const env = environment();
      const child = startWorker(place, env);
      // Whether it could be started is asked when it is taken.
      child.on('error', () => undefined);
      if (child.pid) place.reaper.watch(child.pid);
      ahead = { child, env: JSON.stringify(env) };
    },
    close: drop,
  };
}

function isWaiting(child: ChildProcess): boolean {
  const { pid, exitCode, signalCode } = child;
  return pid !== undefined && channelOf(child)?.writable === true && exitCode === null && signalCode === null;
}

// Not the options of this process: an inspector or a profiler would be measured with the code.
const NODE_OPTIONS = ['--expose-gc', '--disable-warning=ExperimentalWarning'];
// What V8 knows of a function by the time at which its compiler gets round to it differs from process to process, and so
// does the code that it makes: pairs of `urls`, which differ by 3.9 % (standard deviation) without this, differ by 1.4 %.
const NODE_OPTIONS_OF_PAIRS = [...NODE_OPTIONS, '--no-concurrent-recompilation'];

// What a call allocates depends on what the compiler made of it; and collections of garbage are to be few, and to have done all
// their work when they say so. Of 64 MB each half of the young generation takes only what is used.
const NODE_OPTIONS_OF_COUNTING = [
  ...NODE_OPTIONS_OF_PAIRS,
  '--single-threaded-gc',
  '--no-concurrent-array-buffer-sweeping',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  // Objects that live on begin in the young generation like all others, where they are counted to the byte.
  '--no-allocation-site-pretenuring',
  '--no-incremental-marking',
];

interface StartOptions {
  /** Options of Node. */
  readonly node: readonly string[];
  readonly processors?: readonly number[] | undefined;
}

function startWorker(
  { program, cwd }: WorkerPlace,
  env: NodeJS.ProcessEnv,
  { node, processors }: StartOptions = { node: NODE_OPTIONS },
): ChildProcess {
  const args = [...node, program, startedByThis()];
  // `taskset` becomes the program that it starts: the process and its channel stay the same.
  const [command, ...given] = processors
    ? (['taskset', '-c', processors.join(','), process.execPath, ...args] as const)
    : ([process.execPath, ...args] as const);
  const options: SpawnOptions = { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], detached: WORKERS_LEAD_GROUPS };
  const child = spawn(command, given, cwd === undefined ? options : { ...options, cwd });
  // Where the process ends while it is spoken or listened to, its end says more.
  for (const stream of [child.stdout, child.stderr, channelOf(child)]) stream?.on('error', () => undefined);
  return child;
}

function environmentOfWorkers({ cwd, env = {} }: WorkerPlace): NodeJS.ProcessEnv {
  // Collecting coverage makes code several times slower, and what a worker imports is nothing to Node's watch mode.
  const { NODE_V8_COVERAGE: _, WATCH_REPORT_DEPENDENCIES: __, ...rest } = process.env;
  // What a shell says of the working directory would be wrong in another one.
  const place = cwd === undefined || rest.PWD === undefined ? {} : { PWD: cwd };
  return { ...rest, ...place, ...env };
}
