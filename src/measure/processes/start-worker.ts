import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { killWorker, type Reaper, WORKERS_LEAD_GROUPS } from './reaper.ts';

/** Starts workers; some ahead of time. */
export interface WorkerStarter {
  /** A worker that nobody has asked anything: the one that was started ahead where there is one, or a new one. */
  take(): ChildProcess;
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
  readonly reaper: Reaper;
}

/** Makes a starter. On a single processor it starts none ahead, which would take the processor from what is measured. */
export function createWorkerStarter(place: WorkerPlace, processors: number = availableParallelism()): WorkerStarter {
  let ahead: { readonly child: ChildProcess; readonly env: string } | null = null;
  const environment = () => environmentOfWorkers(place.cwd);
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

function isWaiting({ pid, connected, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && connected && exitCode === null && signalCode === null;
}

function startWorker({ program, cwd }: WorkerPlace, env: NodeJS.ProcessEnv): ChildProcess {
  return fork(program, [], {
    // Not the options of this process: an inspector or a profiler would be measured with the code.
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: WORKERS_LEAD_GROUPS,
    ...(cwd !== undefined && { cwd }),
  });
}

function environmentOfWorkers(cwd: string | undefined): NodeJS.ProcessEnv {
  // Collecting coverage makes code several times slower, and in watch mode Node would have a worker send what it imports
  // where evenkeel expects its answer.
  const { NODE_V8_COVERAGE: _, WATCH_REPORT_DEPENDENCIES: __, ...rest } = process.env;
  // What a shell says of the working directory would be wrong in another one.
  return cwd === undefined || rest.PWD === undefined ? rest : { ...rest, PWD: cwd };
}
