import { createHash } from 'node:crypto';
import { problemsOf } from '../../baselines/record-check.ts';
import type { RunRecord } from '../../model/baseline.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { PerformanceTestResult } from '../../model/result.ts';
import { allFiguresOf } from '../metrics/figures.ts';
import { judgeMetrics, type MetricTools, metricRecord, type RunPlace } from '../metrics/judge-metrics.ts';
import { resultOfJudged } from '../metrics/metric-results.ts';
import { type Recorder, tryToStore } from '../store/recording.ts';
import type { WholeRun } from './one-run.ts';

/** What judging and recording work with. */
export interface IngestTools extends MetricTools {
  readonly record: Recorder;
  /** Put before every name. */
  readonly prefix: string;
  /** Keeps results apart from those of other projects; null where there is one. */
  readonly project: string | null;
}

const METHOD = 'samples';

/** Judges the benchmarks of a run against what is stored, and stores them, all at once. */
export async function judgeRun(
  run: WholeRun,
  place: RunPlace,
  tools: IngestTools,
): Promise<readonly PerformanceTestResult[]> {
  const context = { ...tools.context, environmentKey: environmentKeyOf(run, tools) };
  const judged = [];
  for (const benchmark of run.benchmarks) {
    const name = tools.prefix + benchmark.name;
    const test = { baselineKey: name, method: METHOD, metrics: benchmark.metrics } as const;
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
        baselineKey: name,
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
function environmentKeyOf(run: WholeRun, { context, project }: IngestTools): string {
  const key = machineKeyOf(run, context);
  return project === null ? key : `${project}/${key}`;
}

function machineKeyOf({ machine }: WholeRun, { environmentKey }: EnvironmentContext): string {
  if (machine === null) return environmentKey;
  const words = machine.toLowerCase().match(/[a-z0-9.]+/g) ?? [];
  const slug = words.join('-');
  if (slug !== '' && slug.length <= MOST_OF_KEY) return slug;
  return `${slug.slice(0, MOST_OF_KEY)}-${createHash('sha256').update(machine).digest('hex').slice(0, 8)}`;
}

const MOST_OF_KEY = 80;

/** The records of a run that is not judged: what was once accepted. */
export function recordsOf(run: WholeRun, place: RunPlace, tools: IngestTools): readonly RunRecord[] {
  const facts = {
    status: 'recorded',
    place,
    environmentKey: environmentKeyOf(run, tools),
    config: tools.config,
  } as const;
  return run.benchmarks.flatMap(({ name, metrics }) =>
    metrics
      .map((metric) => metricRecord({ baselineKey: tools.prefix + name, method: METHOD }, metric, facts))
      .filter((record) => problemsOf(record).length === 0),
  );
}
