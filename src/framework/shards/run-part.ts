import type { PerformanceConfig } from '../../config/performance-config.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { RunRecord } from '../../model/baseline.ts';
import { othersIn } from '../../model/function-metrics.ts';
import type { ComparePart, PartFacts, RunPart, Shard } from '../../model/part.ts';
import type { RunReport } from '../../model/result.ts';
import type { CompareReport } from '../../model/revisions.ts';
import { compareRevisions } from '../compare/compare-revisions.ts';
import type { CompareOptions, SuiteToCompare } from '../compare/options.ts';
import { packageVersion } from '../result/version.ts';
import { openExistingStore } from '../store/open-store.ts';
import { projectName } from '../store/project-name.ts';
import { type PlannedSuite, runSuite, type SuiteRunOptions } from '../suite/run-suite.ts';
import { type AskedBesides, settingsOfPart } from './settings.ts';
import { type DividedSuite, takePart } from './take-part.ts';

/** What was measured here of a suite. */
export interface MeasuredPart<Report, Own> {
  readonly report: Report;
  /** To be put together with the others; null where it was interrupted, and is not whole. */
  readonly part: Own | null;
}

/** Which part, and what the command line says besides the configuration. */
export interface PartWish {
  readonly shard: Shard;
  readonly asked: AskedBesides;
}

/**
 * Measures and judges one part of a suite, as `runSuite` does all of it, and stores nothing.
 * @throws as `runSuite` does.
 */
export async function runPart(
  options: SuiteRunOptions,
  { shard, asked }: PartWish,
): Promise<MeasuredPart<RunReport, RunPart>> {
  const records: RunRecord[] = [];
  const seen: Seen<PlannedSuite> = {};
  const report = await runSuite({
    ...options,
    recorder: (all) => {
      records.push(...all);
    },
    takePart: async (planned) => {
      const { store } = planned;
      const divided = await takePart(planned.plan, shard, { store, directory: process.cwd(), signal: options.signal });
      Object.assign(seen, { planned, divided });
      return { plan: divided.plan, sharers: planned.plan.tests.filter(mayBeConfirmed).length };
    },
  });
  const { planned, divided } = seen as Required<typeof seen>;
  const { policy, isDirty, gate } = planned;
  const recording = policy.mode;
  const { commit } = report.environment.ciEnvironment;
  const facts = await factsOf({ shard, asked }, options.config, { divided, isDirty, commit, directory: process.cwd() });
  const part: RunPart = {
    ...facts,
    command: 'run',
    report,
    recording,
    records,
    gate: (recording !== 'none' && gate) || null,
  };
  return { report, part: report.summary.interrupted ? null : part };
}

function mayBeConfirmed({ declaration: { kind } }: PlannedTest): boolean {
  return kind === 'test' || kind === 'command';
}

/**
 * Compares one part of a suite with a revision, as `compareRevisions` does all of it.
 * @throws as `compareRevisions` does, and {StoreError} where recorded durations cannot be read.
 */
export async function comparePart(
  options: CompareOptions,
  { shard, asked }: PartWish,
): Promise<MeasuredPart<CompareReport, ComparePart>> {
  const { config, directory, signal } = options;
  const seen: Seen<SuiteToCompare> = {};
  const report = await compareRevisions({
    ...options,
    takePart: async (planned) => {
      const store = await openExistingStore(config, null);
      try {
        const divided = await takePart(planned.plan, shard, { store, directory, signal });
        Object.assign(seen, { planned, divided });
        return { plan: divided.plan, sharers: planned.plan.tests.reduce((sum, test) => sum + verdictsOf(test), 0) };
      } finally {
        await store.close();
      }
    },
  });
  const { planned, divided } = seen as Required<typeof seen>;
  const facts = await factsOf({ shard, asked }, config, { divided, ...planned.head, directory });
  return { report, part: report.summary.interrupted ? null : { ...facts, command: 'compare', report } };
}

// Each metric besides time has a verdict of its own.
function verdictsOf({ declaration: { kind }, plan }: PlannedTest): number {
  if (kind === 'comparison') return 0;
  return kind === 'test' ? 1 + othersIn(plan.metrics).length : 1;
}

/** What is known from the moment on at which a suite is divided. */
interface Seen<Planned> {
  readonly planned?: Planned;
  readonly divided?: DividedSuite;
}

interface Found {
  readonly divided: DividedSuite;
  readonly commit: string | null;
  readonly isDirty: boolean | null;
  /** The working directory. */
  readonly directory: string;
}

async function factsOf(
  { shard, asked }: PartWish,
  config: PerformanceConfig,
  { divided: { suite }, commit, isDirty, directory }: Found,
): Promise<PartFacts> {
  return {
    ...shard,
    evenkeelVersion: packageVersion(),
    project: config.project || (await projectName(directory)),
    commit,
    isDirty,
    settings: settingsOfPart(config, asked),
    suite,
  };
}
