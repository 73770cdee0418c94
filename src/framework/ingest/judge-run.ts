import { createHash } from 'node:crypto';
import { plainFact } from '../../environment/plain-fact.ts';
import { machineLine } from '../../ingest/origin.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { MADE_WITH_NOTHING_KNOWN, type MadeWith } from '../../model/made-with.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import { allFiguresOf } from '../metrics/figures.ts';
import { judgeMetrics, type MetricTools, metricRecord, type RunPlace } from '../metrics/judge-metrics.ts';
import { resultOfJudged } from '../metrics/metric-results.ts';
import { type Recorder, tryToStore } from '../store/recording.ts';
import type { WholeRun } from './one-run.ts';

/** What judging and recording work with. */
export interface IngestTools extends MetricTools {
  readonly record: Recorder;
  /** The same for runs of long ago, which keep their own times. */
  readonly recordAsDated: Recorder;
  /** Put before every name. */
  readonly prefix: string;
  /** Keeps results apart from those of other projects; null where there is one. */
  readonly project: string | null;
  /** Whether runs of other versions of what has run the benchmarks are of one series. */
  readonly acrossVersions: boolean;
}

const METHOD = 'samples';

/** Judges the benchmarks of a run against what is stored, and stores them, all at once. */
export async function judgeRun(
  run: WholeRun,
  place: RunPlace,
  tools: IngestTools,
): Promise<readonly PerformanceTestResult[]> {
  const { madeWith: _, ...here } = tools.context;
  const context = { ...here, environmentKey: environmentKeyOf(run, tools), ...madeWithOf(run) };
  const judged = [];
  for (const benchmark of run.benchmarks) {
    const name = tools.prefix + benchmark.name;
    const test = { baselineKey: keyOf(name, tools), method: METHOD, metrics: benchmark.metrics } as const;
    judged.push({ benchmark, name, metrics: await judgeMetrics(test, place, { ...tools, context }) });
  }
  const records = judged.flatMap(({ metrics }) => metrics.flatMap(({ record }) => record ?? []));
  const failure = await tryToStore(tools.record, records);
  return judged.map(
    ({
      benchmark: {
        metrics: [primary],
        file,
      },
      name,
      metrics,
    }) =>
      resultOfJudged({
        testName: name,
        baselineKey: keyOf(name, tools),
        file,
        method: METHOD,
        samples: allFiguresOf(primary!),
        estimate: primary!.value,
        environmentContext: context,
        timestamp: place.recordedAt,
        judged: metrics,
        failure,
        config: tools.config,
      }),
  );
}

/**
 * What is measured on other machines is another series. Where a file does not say where it was measured, that is taken to be
 * this environment.
 */
function environmentKeyOf(
  { machine, runtime = null }: WholeRun,
  { context: { environmentKey }, acrossVersions }: IngestTools,
): string {
  const line = machineLine([machine, acrossVersions ? null : runtime]);
  if (line === null) return environmentKey;
  const words = line.toLowerCase().match(/[a-z0-9.]+/g) ?? [];
  const slug = words.join('-');
  if (slug !== '' && slug.length <= MOST_OF_KEY) return slug;
  return `${slug.slice(0, MOST_OF_KEY)}-${createHash('sha256').update(line).digest('hex').slice(0, 8)}`;
}

/** What a run was made with, as far as the file says it: this machine, and its Node, have no part in it. */
function madeWithOf({ runtime = null }: WholeRun): { readonly madeWith?: MadeWith } {
  const said = runtime === null ? null : plainFact(runtime);
  if (said === null) return {};
  const node = /^node(?:\.?js)? v?(\d+\.\d+\.\d+)/i.exec(said)?.[1] ?? null;
  return { madeWith: { ...MADE_WITH_NOTHING_KNOWN, runtime: said, node } };
}

const MOST_OF_KEY = 80;

/** A project's tests are others than those of the same name of another one; it is no part of where they ran. */
function keyOf(name: string, { project }: IngestTools): string {
  return project === null ? name : `${project}/${name}`;
}

/** The records of a run that is not judged: what was once accepted. */
export function recordsOf(run: WholeRun, place: RunPlace, tools: IngestTools): readonly RunRecord[] {
  const facts = {
    status: 'recorded',
    place,
    environmentKey: environmentKeyOf(run, tools),
    madeWith: madeWithOf(run).madeWith,
    config: tools.config,
  } as const;
  return run.benchmarks.flatMap(({ name, metrics }) =>
    metrics.map((metric) =>
      metricRecord({ baselineKey: keyOf(tools.prefix + name, tools), method: METHOD }, metric, facts),
    ),
  );
}
