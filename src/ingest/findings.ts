import type { IngestedBenchmark, IngestedFile, IngestedRun, IngestProblem } from '../model/ingested.ts';
import type { MeasuredMetric } from '../model/measured-metric.ts';
import { IngestError } from './ingest-error.ts';
import { detached } from './text-chunks.ts';

/** What a run is of, as far as a file says it. */
export type RunOrigin = Partial<Omit<IngestedRun, 'benchmarks'>>;

/** More sentences of one file than this are not read by anybody. */
const MOST_NOTES = 20;
/** A history of years can be wrong in every benchmark of every run. */
const MOST_PROBLEMS = 1000;

/** Collects what a reader finds in a file or a directory. */
export class Findings {
  readonly #runs: RunFindings[] = [];
  readonly #problems = new Map<string, IngestProblem>();
  readonly #notes = new Set<string>();
  #unsaid = 0;

  /** Begins a run; runs are given in the order of their beginnings. */
  run({ commit = null, recordedAt = null, machine = null, runtime = null }: RunOrigin = {}): RunFindings {
    const known = runtime === null ? {} : { runtime };
    const run = new RunFindings({ commit, recordedAt, machine, ...known }, this);
    this.#runs.push(run);
    return run;
  }

  /** Something that keeps a benchmark from a result. The same sentence about the same benchmark and line is kept once. */
  problem(name: string | null, message: string, line: number | null = null): void {
    const key = JSON.stringify([line, name, message]);
    if (this.#problems.has(key)) return;
    if (this.#problems.size >= MOST_PROBLEMS) {
      this.#unsaid++;
      return;
    }
    this.#problems.set(key, { line, name: name === null ? null : detached(name), message: detached(message) });
  }

  /** What was left out on purpose, or should be known: a sentence, kept once. */
  note(sentence: string): void {
    this.#notes.add(sentence);
  }

  /**
   * All of it.
   * @param nameOf what a benchmark that has a problem is called in the end, where that is known only then.
   * @throws {IngestError} where there is neither a benchmark nor a problem: nothing was measured.
   */
  file(file: string, nameOf: (name: string) => string = (name) => name): IngestedFile {
    const problems = [...this.#problems.values()].map((each) =>
      each.name === null ? each : { ...each, name: nameOf(each.name) },
    );
    const runs = this.#runs.filter((run) => run.size > 0);
    const notes = [...this.#notes];
    if (runs.length === 0 && problems.length === 0) {
      const why = notes.length === 0 ? '' : ` (${notes.join(' ')})`;
      throw new IngestError(`it has no results${why}; run its benchmarks, and give all that they write.`, { file });
    }
    if (this.#unsaid > 0) notes.unshift(`${this.#unsaid} more problems like these are not listed.`);
    return { runs: runs.map((run) => run.ingested()), problems, notes: bounded(notes) };
  }
}

/** Collects the benchmarks of one run. */
export class RunFindings {
  readonly #origin: Omit<IngestedRun, 'benchmarks'>;
  readonly #file: Findings;
  readonly #benchmarks = new Map<string, IngestedBenchmark>();

  constructor(origin: Omit<IngestedRun, 'benchmarks'>, file: Findings) {
    this.#origin = origin;
    this.#file = file;
  }

  /** ` at 1a2b3c4d`, for sentences about one run of a history; nothing where its commit is not known. */
  get at(): string {
    return this.#origin.commit === null ? '' : ` at ${this.#origin.commit.slice(0, 8)}`;
  }

  get size(): number {
    return this.#benchmarks.size;
  }

  /**
   * A benchmark with its figures. A second one of the same name is a problem: which of them is meant cannot be known. So is one
   * without a name, and one with a figure that is beyond all numbers.
   */
  add(name: string, metrics: readonly MeasuredMetric[], line: number | null = null): void {
    const wrong = this.#whatIsWrong(name, metrics);
    const own = detached(name);
    if (wrong === null) this.#benchmarks.set(own, { name: own, metrics });
    else this.#file.problem(name, wrong, line);
  }

  #whatIsWrong(name: string, metrics: readonly MeasuredMetric[]): string | null {
    if (!/\S/.test(name) || name.includes('\0')) return 'its name is none; give it one.';
    if (this.#benchmarks.has(name))
      return 'there are several of this name, of which the first counts; give each its own.';
    return metrics.every(hasNumbers) ? null : 'its figures are too large for numbers; measure it again.';
  }

  ingested(): IngestedRun {
    return { ...this.#origin, benchmarks: [...this.#benchmarks.values()] };
  }
}

function hasNumbers({ value, figures }: MeasuredMetric): boolean {
  if (figures.kind === 'summary') return Number.isFinite(value);
  const all = figures.kind === 'samples' ? [figures.samples] : figures.processes;
  return Number.isFinite(value) && all.every((each) => each.every(Number.isFinite));
}

function bounded(notes: readonly string[]): readonly string[] {
  if (notes.length <= MOST_NOTES) return notes;
  const kept = notes.slice(0, MOST_NOTES - 1);
  return [...kept, `${notes.length - kept.length} more remarks of these kinds were left out.`];
}

/** The first of many names, and how many more there are, for a sentence. */
export function fewOf(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
