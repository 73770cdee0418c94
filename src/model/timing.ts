import type { CommandRun } from './command.ts';

/** What `evenkeel time` measured of a command. */
export interface TimedCommand {
  /** What it is called, which is the command unless a name was given. */
  readonly name: string;
  readonly command: string;
  /** The values of parameters that are in it, or in what is run before and after it. */
  readonly parameters: Readonly<Record<string, string>>;
  /** In their order, without what the shell took. */
  readonly runs: readonly CommandRun[];
  /** Seconds of the shell that were taken off each run; null where there is no shell. */
  readonly shellTime: number | null;
  /** How often it takes as long as the reference; null for the reference itself, and where that cannot be told. */
  readonly ratio: CommandRatio | null;
  /** What to know of its figures, in sentences. */
  readonly notes: readonly string[];
}

/** How often a command takes as long as another one: 2 is twice as long. */
export interface CommandRatio {
  readonly estimate: number;
  readonly interval: readonly [number, number];
}

/** What `evenkeel time` measured. */
export interface TimingReport {
  readonly commands: readonly TimedCommand[];
  /** Which of them the others are held against. */
  readonly reference: number;
  /** Of all intervals together. */
  readonly confidenceLevel: number;
  /** Whether the commands took turns, so that they were compared in pairs. */
  readonly isPaired: boolean;
  /** Whether it was broken off; the runs are those of whole rounds. */
  readonly isInterrupted: boolean;
  /** Why commands did not take turns, and why figures are not known, in sentences. */
  readonly notes: readonly string[];
}
