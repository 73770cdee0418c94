import type { Reader } from '../../ingest/reader.ts';
import { judgeFiles } from '../../judge/files/judge-files.ts';
import type { ComparedBenchmark, ComparedMetric, FilesReport, FilesSide } from '../../model/compared-files.ts';
import type { MeasuredMetric } from '../../model/measured-metric.ts';
import type { FailedTest } from '../../model/result.ts';
import { type FoundBenchmark, oneRunOf, type WholeRun } from '../ingest/one-run.ts';
import { nothingFound, type ReadAll, readResults } from '../ingest/read-results.ts';
import { differentlyDeclared, figuresOf } from '../metrics/figures.ts';
import { packageVersion } from '../result/version.ts';
import { summarizeFiles } from './files-summary.ts';
import { geometricMeans } from './geometric-means.ts';

/** Options for `compareFiles`. */
export interface CompareFilesOptions {
  /** The old file, or a directory of several. */
  readonly base: string;
  /** The new one. */
  readonly head: string;
  /** The format of all of them; null to find it by content. */
  readonly format: string | null;
  /** Readers besides evenkeel's own. */
  readonly readers: readonly Reader[];
  /** What paths are relative to. */
  readonly cwd: string;
  /** Only benchmarks whose name contains this text; null for all. */
  readonly filter: string | null;
  /** Whether sides that other versions of an interpreter, a virtual machine or the like have run are compared: that is the question then. */
  readonly acrossVersions: boolean;
  readonly failOnInconclusive: boolean;
}

/** Holds the results in two files, or two directories of files, against each other. Nothing is stored. */
export async function compareFiles(options: CompareFilesOptions): Promise<FilesReport> {
  const base = await sideOf(options.base, options);
  const head = await sideOf(options.head, options);
  const pairs = pairsOf(base.run, head.run);
  const apart = machinesOf(base.run, head.run) ?? (options.acrossVersions ? null : runtimesOf(base.run, head.run));
  const comparisons = judged(pairs, apart);
  const failures = [...base.failures, ...head.failures];
  const onlyInBase = namesBeside(base.run, head.run);
  const onlyInHead = namesBeside(head.run, base.run);
  const { failOnInconclusive } = options;
  return {
    kind: 'compare-files',
    schemaVersion: 1,
    evenkeelVersion: packageVersion(),
    base: base.side,
    head: head.side,
    comparisons,
    geometricMeans: geometricMeans(comparisons),
    onlyInBase,
    onlyInHead,
    failures,
    warnings: [
      ...base.notes,
      ...head.notes,
      ...acrossVersions(base.run, head.run, options),
      ...nothingInCommon(comparisons, failures),
    ],
    summary: summarizeFiles({ comparisons, failures, onlyInBase, onlyInHead, failOnInconclusive }),
  };
}

interface Side {
  readonly side: FilesSide;
  readonly run: WholeRun;
  readonly failures: readonly FailedTest[];
  readonly notes: readonly string[];
}

const HISTORY = 'name a file of the run that you mean';

async function sideOf(path: string, { format, readers, cwd, filter }: CompareFilesOptions): Promise<Side> {
  const all: ReadAll = await readResults([path], { format, readers, cwd });
  const { run, failures, notes } = oneRunOf(all.read, HISTORY);
  const benchmarks = filter === null ? run.benchmarks : run.benchmarks.filter(({ name }) => name.includes(filter));
  return {
    side: { paths: [path], commit: run.commit, machine: run.machine, runtime: run.runtime ?? null },
    run: { ...run, benchmarks },
    failures: [...all.failures, ...failures, ...nothingFound(all)],
    notes: [...all.notes, ...notes],
  };
}

interface Pair {
  readonly testName: string;
  readonly metrics: readonly (readonly [MeasuredMetric, MeasuredMetric])[];
}

function pairsOf(base: WholeRun, head: WholeRun): readonly Pair[] {
  const others = new Map(head.benchmarks.map((each) => [each.name, each]));
  return base.benchmarks.flatMap((benchmark) => {
    const other = others.get(benchmark.name);
    const metrics = other === undefined ? [] : metricsOf(benchmark, other);
    return metrics.length === 0 ? [] : [{ testName: benchmark.name, metrics }];
  });
}

function metricsOf(base: FoundBenchmark, head: FoundBenchmark): Pair['metrics'] {
  return base.metrics.flatMap((metric) => {
    const other = head.metrics.find(({ name }) => name === metric.name);
    return other === undefined ? [] : [[metric, other] as const];
  });
}

function judged(pairs: readonly Pair[], machines: string | null): readonly ComparedBenchmark[] {
  const comparisons = pairs.reduce((sum, { metrics }) => sum + metrics.length, 0);
  return pairs.map(({ testName, metrics }) => ({
    testName,
    metrics: metrics.map(([base, head]) => comparedMetric(base, head, { comparisons, machines })),
  }));
}

function comparedMetric(
  base: MeasuredMetric,
  head: MeasuredMetric,
  { comparisons, machines }: { readonly comparisons: number; readonly machines: string | null },
): ComparedMetric {
  const { name, unit, better, scatter } = head;
  const metric = { name, unit, better, scatter };
  const another = differentlyDeclared(name, base, head);
  const incomparable = machines ?? (another && `${another} Measure both alike.`);
  return {
    ...metric,
    ...judgeFiles({ metric, base: figuresOf(base), head: figuresOf(head), comparisons, incomparable }),
  };
}

/** Why two runs are of different machines, in words; null where they are not, or nobody knows. */
function machinesOf({ machine: before }: WholeRun, { machine: now }: WholeRun): string | null {
  if (before === null || now === null || before === now) return null;
  return `The old figures are of another machine (${before}) than the new ones (${now}). Measure both on one.`;
}

/** The same of what has run the benchmarks. */
function runtimesOf({ runtime: before = null }: WholeRun, { runtime: now = null }: WholeRun): string | null {
  if (before === null || now === null || before === now) return null;
  return (
    `The old figures are of ${before}, the new ones of ${now}. Measure both with one; or, where this difference is what you ask ` +
    'for, give --across-versions.'
  );
}

function acrossVersions(
  { runtime: before }: WholeRun,
  { runtime: now }: WholeRun,
  options: CompareFilesOptions,
): readonly string[] {
  if (!options.acrossVersions || before === now) return [];
  const [old, other] = [before, now].map((runtime) => runtime ?? 'something that its files do not name');
  return [
    `The old figures are of ${old}, the new ones of ${other}: a change may be owed to that as well as to the code (--across-versions).`,
  ];
}

function namesBeside(run: WholeRun, other: WholeRun): readonly string[] {
  const names = new Set(other.benchmarks.map(({ name }) => name));
  return run.benchmarks.map(({ name }) => name).filter((name) => !names.has(name));
}

function nothingInCommon(comparisons: readonly unknown[], failures: readonly unknown[]): readonly string[] {
  return comparisons.length > 0 || failures.length > 0
    ? []
    : [
        'The files have no benchmark with a common metric: look whether both are of the same benchmarks, and at --filter.',
      ];
}
