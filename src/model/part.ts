import type { RunRecord } from './baseline.ts';
import type { GateValue, StoredGate } from './gate.ts';
import type { RunReport } from './result.ts';
import type { CompareReport } from './revisions.ts';
import type { TestKind } from './suite.ts';

/** The how many-th of how many parts of a suite. */
export interface Shard {
  /** Counted from 1. */
  readonly part: number;
  readonly of: number;
}

/** What a suite has, and which of its parts has that. */
export interface ListedTest {
  /** What it is; `left_out` by its file, or `failed`: a file that cannot be loaded, or a test that cannot be run as it is. */
  readonly kind: TestKind | 'left_out' | 'failed';
  /** Full name; null for a whole file. */
  readonly testName: string | null;
  /** Its performance file, relative to the working directory. */
  readonly file: string;
  /** What its baseline is stored under; null where it is not measured. */
  readonly baselineKey: string | null;
  /** Counted from 1. */
  readonly part: number;
}

/** What a part of a suite is, whatever was asked of it. */
export interface PartFacts extends Shard {
  readonly evenkeelVersion: string;
  /** By what name the project is known to others. */
  readonly project: string;
  /** Full hash of what was measured; null where it is not known. */
  readonly commit: string | null;
  /** Whether the tree differed from that commit; null where it is not known. */
  readonly isDirty: boolean | null;
  /** The configuration, and what the command line says besides, as far as they have a say in what is measured and how it is judged. */
  readonly settings: Readonly<Record<string, GateValue>>;
  /** The whole suite, in its order: the same in each of its parts. */
  readonly suite: readonly ListedTest[];
}

/** What one machine measured and judged of a suite by `evenkeel run --shard`. */
export interface RunPart extends PartFacts {
  readonly command: 'run';
  readonly report: RunReport;
  /** What may be done with what was measured. */
  readonly recording: 'record' | 'accept' | 'none';
  /** What is to be stored. */
  readonly records: readonly RunRecord[];
  /** The gate of the whole suite; null where that was not run, or nothing may be stored. */
  readonly gate: StoredGate | null;
}

/** The same by `evenkeel compare --shard`. */
export interface ComparePart extends PartFacts {
  readonly command: 'compare';
  readonly report: CompareReport;
}

/** What one machine measured and judged of a suite, to be put together with what the others did. */
export type Part = RunPart | ComparePart;
