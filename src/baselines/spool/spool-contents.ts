import { textOfMetric } from '../metric-text.ts';
import type { DistantStore } from '../store.ts';
import type { NamedProblem, Spool } from './spool.ts';
import type { Destination, Waiting } from './waiting-text.ts';

/** What waits for one store of one project. */
export interface WaitingResults extends Destination {
  readonly files: number;
  /** Results; one that was put there twice counts once. */
  readonly results: number;
  /** Runs that are to be given another status. */
  readonly statuses: number;
  /** ISO 8601, of the oldest. */
  readonly since: string;
}

/** What is in a spool. */
export interface SpoolContents {
  readonly directory: string;
  /** One for each destination, in the order of the oldest. */
  readonly waiting: readonly WaitingResults[];
  /** What cannot be sent as it is, with why, as the end of a sentence that begins with the name. */
  readonly problems: readonly NamedProblem[];
}

/** Looks through a spool, file by file; nothing in it is changed. */
export async function contentsOf(spool: Spool): Promise<SpoolContents> {
  const waiting = new Map<string, Counted>();
  const { names, problems: unseen } = spool.look();
  const problems: NamedProblem[] = [...unseen];
  for (const name of names) {
    const content = (await spool.read(name))?.content;
    if (content === undefined) continue;
    if ('problem' in content) {
      problems.push({ file: name, problem: content.problem });
      continue;
    }
    const { store, project, since, statuses } = content;
    const key = JSON.stringify([store, project]);
    const known = waiting.get(key) ?? { store, project, since, files: 0, statuses: 0, ids: new Set<string>() };
    waiting.set(key, known);
    known.files++;
    known.statuses += statuses.length;
    for (const result of resultsIn(content)) known.ids.add(result);
  }
  return {
    directory: spool.directory,
    waiting: [...waiting.values()].map(({ ids, ...counted }) => ({ ...counted, results: ids.size })),
    problems,
  };
}

interface Counted extends Destination {
  readonly since: string;
  readonly ids: Set<string>;
  files: number;
  statuses: number;
}

/** Whether something waits for this store. */
export function isFor(
  { store, project }: Destination,
  { identity, project: own }: Pick<DistantStore, 'identity' | 'project'>,
) {
  return store === identity && project === own;
}

/** The identities of the results that something holds. */
export function resultsIn({ runs }: Pick<Waiting, 'runs'>): readonly string[] {
  return runs.map(({ testName, environmentKey, metric, runId, method }) =>
    JSON.stringify([testName, environmentKey, textOfMetric(metric), runId, method]),
  );
}
