import type { CompareEvent } from '../framework/compare/options.ts';
import type { RunEvent } from '../framework/suite/measure-and-judge.ts';
import type { RunReport } from '../model/result.ts';
import type { CompareReport } from '../model/revisions.ts';
import type { SmokeReport } from '../model/smoke.ts';

/** Something that happens while a command measures. */
export type CommandEvent = RunEvent | CompareEvent;

/** What a command measured. */
export type CommandReport = RunReport | CompareReport | SmokeReport;

/** Tells what a command does, on standard error. */
export interface Watcher {
  readonly onEvent: (event: CommandEvent) => void;
  readonly note: (text: string) => void;
  /** Nothing more is measured; may be called more than once. */
  readonly end: () => void;
  /** Says the result; the command itself prints its results. */
  readonly report: (report: CommandReport) => void;
}
