import { fileURLToPath } from 'node:url';
import { askProgram } from '../../ask-program.ts';
import type { CommandOutput, CommandRun, CommandSpec } from '../../model/command.ts';
import { startTimer, stopTimer } from '../../real-time.ts';
import { killWorker, type Reaper, startReaper } from '../processes/reaper.ts';
import { unstartedError } from './failure.ts';
import { launchOf } from './launch.ts';
import { type Launched, type Launcher, startLauncher } from './launcher-process.ts';
import { NODE_LAUNCHER } from './node-launcher.ts';
import { perlLauncher } from './perl-launcher.ts';
import { pythonLauncher } from './python-launcher.ts';

/** What starts commands; all but `node` say processor times and memory as well. */
export type LauncherName = Launcher['name'];

/** How a {@link CommandLauncher} is opened. */
export interface LauncherOptions {
  /** Which launchers to try, in this order; `node` is there everywhere. Default: `perl`, `python3`, `node`. */
  readonly try?: readonly LauncherName[];
  /** A reaper that others use as well, and stop. Default: one of its own, of this program. */
  readonly reaper?: Reaper;
  /** Path of what `reaper-main.ts` is built to. Default: this package's own. */
  readonly reaperProgram?: string;
}

/** What a run takes besides the command. */
export interface RunOptions {
  /** Default: 'dropped'. */
  readonly output?: CommandOutput;
  /** Whether what it leaves running may go on, until the launcher is closed: servers that a set-up starts. Default: no. */
  readonly mayLeave?: boolean;
  /** Kills the command; `run` is rejected with its reason then. */
  readonly signal?: AbortSignal | undefined;
}

const ORDER: readonly LauncherName[] = ['perl', 'python3', 'node'];
const MILLISECONDS = 1000;
// What setTimeout can wait for.
const LONGEST_TIMER = 2 ** 31 - 1;
// A peak that is hardly above the floor may be the launcher's own: what it has in memory of the files that it maps differs from
// start to start, of a small one by more than a tenth (2.56 and 2.83 MB of Perl, in 3 of 480 runs).
const ABOVE_FLOOR = 1.1;
const PAGES_ABOVE_FLOOR = 512 * 1024;

/**
 * Runs commands of the system, one at a time, and says what each of them took: a small program that is started once does
 * that on demand, because Node does not tell what a process of its own took. The figures are those of `wait4`: of this
 * command and the processes that it waited for, whatever ran before. Each command leads a process group, and what is left
 * of it when it has ended is killed; a process that made a session of its own, as daemons do, is left alone.
 */
export class CommandLauncher {
  readonly #launcher: Launcher;
  readonly #unknown: string | null;
  readonly #reaper: Reaper;
  readonly #ownsReaper: boolean;
  /** Groups that may have processes. */
  readonly #groups = new Set<number>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(launcher: Launcher, unknown: string | null, { reaper, reaperProgram }: LauncherOptions) {
    this.#launcher = launcher;
    this.#unknown = unknown;
    this.#ownsReaper = reaper === undefined;
    this.#reaper = reaper ?? startReaper(reaperProgram ?? REAPER);
    process.on('exit', this.#killAll);
  }

  /** Starts the first launcher that works here; there is always one. */
  static async open(options: LauncherOptions = {}): Promise<CommandLauncher> {
    const failed: string[] = [];
    for (const name of options.try ?? ORDER) {
      const started = name === 'node' ? NODE_LAUNCHER : await startNamed(name);
      if (!('why' in started))
        return new CommandLauncher(started, name === 'node' ? unknownWith(failed) : null, options);
      failed.push(started.why);
    }
    return new CommandLauncher(NODE_LAUNCHER, unknownWith(failed), options);
  }

  /** What starts commands here. */
  get name(): LauncherName {
    return this.#launcher.name;
  }

  /** Bytes above which a command's memory can be told; null where it cannot. */
  get memoryFloor(): number | null {
    return this.#launcher.floor;
  }

  /** Why processor times and memory are not known here; null where they are. */
  get unknown(): string | null {
    return this.#unknown;
  }

  /**
   * Runs a command once; after the one before, where that has not ended yet.
   * @throws UsageError where it cannot be started: there is no such program, directory or file.
   * @throws MeasurementError where the launcher itself is gone.
   */
  run(spec: CommandSpec, options: RunOptions = {}): Promise<CommandRun> {
    const run = this.#last.then(() => this.#run(spec, options));
    this.#last = run.catch(() => undefined);
    return run;
  }

  async #run(spec: CommandSpec, { output = 'dropped', mayLeave = false, signal }: RunOptions): Promise<CommandRun> {
    signal?.throwIfAborted();
    const launch = launchOf(spec, { output, mayLeave });
    let group: number | null = null;
    let timedOut = false;
    const kill = () => {
      if (group !== null) killWorker(group);
    };
    const timer = startTimer(
      () => {
        timedOut = true;
        kill();
      },
      Math.min(LONGEST_TIMER, MILLISECONDS * spec.timeout),
    );
    const abort = () => kill();
    signal?.addEventListener('abort', abort);
    try {
      const launched = await this.#launcher.launch(launch, (pid) => {
        group = pid;
        this.#groups.add(pid);
        this.#reaper.watch(pid);
        // It may have been asked for before there was anything to kill.
        if (timedOut || signal?.aborted) kill();
      });
      signal?.throwIfAborted();
      if (launched.kind === 'unstarted') throw unstartedError(spec, launched, launch.cwd);
      if (!(mayLeave && launched.leftRunning)) this.#forget(group);
      return this.#runOf(launched, timedOut);
    } finally {
      stopTimer(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  #runOf({ wall, user, system, peak, exitCode, signal, leftRunning, output }: Ended, timedOut: boolean): CommandRun {
    const floor = this.#launcher.floor;
    const isTold = peak !== null && floor !== null && peak > Math.max(ABOVE_FLOOR * floor, floor + PAGES_ABOVE_FLOOR);
    const unknown = this.#unknown ?? (isTold ? null : belowFloor(floor ?? 0, this.#launcher.name));
    return {
      wall,
      user,
      system,
      peakMemory: isTold ? peak : null,
      exitCode,
      signal,
      output,
      timedOut,
      leftRunning,
      unknown,
    };
  }

  #forget(group: number | null): void {
    if (group === null) return;
    this.#groups.delete(group);
    this.#reaper.release(group);
  }

  readonly #killAll = (): void => {
    for (const group of this.#groups) {
      killWorker(group);
      this.#reaper.release(group);
    }
    this.#groups.clear();
  };

  /** Kills what still runs, and ends the launcher. */
  async close(): Promise<void> {
    process.off('exit', this.#killAll);
    this.#killAll();
    await this.#last;
    this.#launcher.close();
    if (this.#ownsReaper) this.#reaper.stop();
  }
}

type Ended = Extract<Launched, { kind: 'ended' }>;

const REAPER = fileURLToPath(new URL('../processes/reaper-main.js', import.meta.url));

async function startNamed(name: 'perl' | 'python3'): Promise<Launcher | { readonly why: string }> {
  if (process.platform === 'win32') return { why: `${name}: Windows tells no such figures to it` };
  if (name === 'perl') return startLauncher(name, perlLauncher);
  // Without its developer tools macOS has a program of this name that asks in a window whether to install them.
  if (process.platform === 'darwin' && (await askProgram('xcode-select', ['-p'])) === null) {
    return { why: 'python3: the developer tools are not installed (xcode-select --install)' };
  }
  return startLauncher(name, pythonLauncher);
}

function unknownWith(failed: readonly string[]): string {
  const why = failed.length === 0 ? '' : ` (${failed.join('; ')})`;
  return `Processor times and memory are not known: they take Perl or Python 3, of which none could be used here${why}.`;
}

function belowFloor(floor: number, name: LauncherName): string {
  const megabytes = (floor / 1e6).toFixed(1);
  return `Peak memory is below what can be told: a command begins with ${megabytes} MB of the launcher (${name}).`;
}
