/** A command of the system that is to be run: any program, in any language. */
export interface CommandSpec {
  /** A line for the shell; without one, the program and its arguments as words, in quotes where a shell would need them. */
  readonly command: string;
  /** What runs the line, such as `sh` or `bash --norc`; false: the words are started as they are. */
  readonly shell: string | false;
  /** Working directory; null: that of this process. */
  readonly cwd: string | null;
  /** Variables of the environment besides those of this process, or in their place. */
  readonly env: Readonly<Record<string, string>>;
  /** File that it reads as its standard input; null: nothing (`/dev/null`). */
  readonly input: string | null;
  /** Seconds after which it is killed, with all that it started. */
  readonly timeout: number;
  /** Exit codes that are no failure besides 0. */
  readonly ignoredExitCodes: 'all' | readonly number[];
}

/** What becomes of what a command prints. */
export type CommandOutput =
  /** Standard output goes to `/dev/null`, and the end of standard error is kept. */
  | 'dropped'
  /** Both go through a pipe, of which the end is kept. */
  | 'kept'
  /** Both go where this process's own go. */
  | 'inherit'
  /** Standard output goes to this file, which is made anew, and the end of standard error is kept. */
  | { readonly file: string };

/** One run of a command. What the system cannot say is null. */
export interface CommandRun {
  /** Seconds from its start to its end. */
  readonly wall: number;
  /** Seconds of processor time in its own code, of it and the processes that it waited for. */
  readonly user: number | null;
  /** Seconds of processor time in the kernel, likewise. */
  readonly system: number | null;
  /** Most bytes that it, or one of the processes that it waited for, had in memory at once: its largest process, no sum. */
  readonly peakMemory: number | null;
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** The signal that ended it, such as `SIGSEGV`. */
  readonly signal: string | null;
  /** The end of what it printed, as far as that was kept. */
  readonly output: string;
  /** Whether it was killed at its time limit. */
  readonly timedOut: boolean;
  /** Whether processes that it had started still ran when it ended; they were killed then. */
  readonly leftRunning: boolean;
  /** Why figures are null; null where none is. */
  readonly unknown: string | null;
}
