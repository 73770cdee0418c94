import { combineResources, startResourceWatch } from '../../environment/resources.ts';
import type { WorkerConversation, WorkerOutcome, WorkerPool } from '../../measure/processes/worker-process.ts';
import type { EnvironmentContext, ResourceMetrics } from '../../model/environment.ts';
import type { ProcessMeasurement } from '../../model/measurement.ts';

/** A pool whose measurements say what the machine was doing from the start of their process to its end. */
export function watchResources(pool: WorkerPool): WorkerPool {
  return {
    async ask(request, timeLimit, signal) {
      const watch = startResourceWatch();
      return withWindow(await pool.ask(request, timeLimit, signal), watch);
    },
    open(...given) {
      const watch = startResourceWatch();
      const conversation = pool.open(...given);
      const say: WorkerConversation['say'] = async (...words) =>
        withoutPartner(withWindow(await conversation.say(...words), watch));
      return { ...conversation, say };
    },
    close: () => pool.close(),
  };
}

function withWindow(outcome: WorkerOutcome, watch: ReturnType<typeof startResourceWatch>): WorkerOutcome {
  if (outcome.kind !== 'measured') return outcome;
  return { ...outcome, measurement: { ...outcome.measurement, resources: watch.stop() } };
}

/**
 * For a process that took turns with another one, the use by other programs is not known: its partner has not ended by then,
 * and until it does its processor time counts as that of others.
 */
function withoutPartner(outcome: WorkerOutcome): WorkerOutcome {
  if (outcome.kind !== 'measured' || outcome.measurement.resources === undefined) return outcome;
  const resources = { ...outcome.measurement.resources, cpuOthersPercent: null };
  return { ...outcome, measurement: { ...outcome.measurement, resources } };
}

/** Measures in this process, and says what the machine was doing meanwhile. */
export async function withResources(measure: () => Promise<ProcessMeasurement>): Promise<ProcessMeasurement> {
  const { measured, resources } = await watched(measure);
  return { ...measured, resources };
}

/** Does something, and returns the result beside what the machine was doing meanwhile. */
export async function watched<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly measured: Result; readonly resources: ResourceMetrics }> {
  const watch = startResourceWatch();
  const measured = await work();
  return { measured, resources: watch.stop() };
}

/** The context of one result: the machine's, with what was going on while this was measured. */
export function contextOf(context: EnvironmentContext, processes: readonly ProcessMeasurement[]): EnvironmentContext {
  const windows = processes.flatMap(({ resources }) => resources ?? []);
  return windows.length === 0 ? context : { ...context, resourceConstraints: combineResources(windows) };
}
