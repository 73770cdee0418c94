// The one place that knows how evenkeel's judges are called.
import { createMemoryStore } from '../../dist/baselines/memory-store.js';
import { PerformanceConfig } from '../../dist/config/performance-config.js';
import { planDefaults } from '../../dist/config/plan.js';
import { pairEvidence } from '../../dist/framework/compare/pair-evidence.js';
import { analyseRegression } from '../../dist/framework/in-process/analyse-regression.js';
import { judgeTest } from '../../dist/framework/result/judge-test.js';
import { readHistory } from '../../dist/framework/store/history.js';
import { runRecordOf } from '../../dist/framework/store/recording.js';
import { MOST_PAIRS } from '../../dist/judge/constants.js';
import { plannedLooks } from '../../dist/judge/revisions/looks.js';
import { judgePairs } from '../../dist/judge/revisions/pairs.js';
import { locationOf } from '../../dist/measure/location.js';

const config = new PerformanceConfig();
const context = { environmentKey: 'recorded', ciEnvironment: { commit: null, branch: null } };
const HOUR = 3_600_000;
/** Since when past runs are of one machine session with the one that is judged: all of them, as in a recording, or none. */
const ONE_SESSION = new Date(0);
export const NO_SESSION = new Date(8.64e15);
export { MOST_PAIRS };
/** Pairs that it takes at least. */
export const FIRST_LOOK = plannedLooks(MOST_PAIRS)[0];

/**
 * What is stored of a run that was no regression.
 * @param number the run's place among the others of its workload.
 */
export async function recordRun(workload, processes, number, method = 'fresh_processes') {
  const { estimate, validation } = await judgeRun(createMemoryStore(), workload, [processes], method);
  const facts = {
    baselineKey: workload,
    method,
    estimate,
    verdict: validation.verdict,
    processes: processes.map(measurementOf),
    context,
    recordedAt: new Date(number * HOUR).toISOString(),
    runId: `run ${number}`,
    decayFactor: 1 - config.adaptationRate,
  };
  return runRecordOf({ state: 'recorded' }, facts);
}

/** A store that holds these records of all workloads. */
export async function storeOf(records) {
  const store = createMemoryStore();
  await store.append(records);
  return store;
}

/**
 * The judgement of a run by its looks so far, each a list of processes.
 * @param options what a test may set otherwise than by default, and `since` when its past is of one machine session with it.
 */
export async function judgeRun(store, workload, looks, method = 'fresh_processes', options = {}) {
  const { environmentKey } = context;
  const { since = ONE_SESSION, ...plan } = options;
  const stored = await readHistory(store, { testName: workload, environmentKey }, method, since);
  return judgeTest(stored, {
    method,
    plan: { ...planDefaults, statisticalMethod: config.statisticalMethod, ...plan },
    config,
    looks: looks.map((processes) => processes.map(measurementOf)),
  });
}

/** Why a first look at a run is suspect, by the names of the rules: none where it is not. */
export async function suspicionsOf(store, workload, processes) {
  return (await judgeRun(store, workload, [processes])).suspicion.reasons.map(({ name }) => name);
}

/** What `validateRegression` says of one process's samples. */
export async function judgeSamples(store, workload, { samples }, significanceLevel) {
  const session = { config, store: { reader: async () => store }, environment: async () => context };
  return analyseRegression(session, { testName: workload, samples, significanceLevel });
}

/**
 * The judgement of pairs `{baseline, candidate}` of processes, looked at as often as planned until it is decided, or
 * until there are no more.
 * @param tests of the suite.
 * @returns the judge's answer, and the number of pairs that it took.
 */
export function judgePairsOf(pairs, tests) {
  const { logRatios, controlLogRatios } = pairEvidence({
    base: pairs.map(({ baseline }) => measurementOf(baseline, 0)),
    head: pairs.map(({ candidate }) => measurementOf(candidate, 0)),
  });
  const looks = plannedLooks(MOST_PAIRS).filter((count) => count <= pairs.length);
  for (const used of looks) {
    const upToNow = Object.fromEntries(Object.entries(logRatios).map(([aspect, all]) => [aspect, all.slice(0, used)]));
    const { validation, isOpen } = judgePairs({
      logRatios: upToNow,
      controlLogRatios,
      tolerancePercent: planDefaults.tolerancePercent,
      tests,
      blocks: MOST_PAIRS,
      confidenceLevel: config.confidenceLevel,
    });
    if (!isOpen || used === looks.at(-1)) return { validation, used };
  }
}

// The location is taken anew, so that what is judged is what the present code makes of the samples.
function measurementOf({ samples, control, cpuTime, controlCpuTime, interruptions = null, callsPerSample }, round) {
  return {
    round,
    position: 0,
    startedAt: new Date(0).toISOString(),
    callsPerSample,
    samples,
    control,
    cpuTime,
    controlCpuTime,
    interruptions,
    location: locationOf(samples),
    emptyCall: 0,
    timingShare: 0,
    collectedGarbage: true,
    stoppedEarly: null,
  };
}
