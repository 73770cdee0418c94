import { type CollectedFile, collectTests } from '../../../src/measure/processes/collect-tests.ts';
import type { WorkerOutcome, WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import type { LoadRequest } from '../../../src/suite/loading/load-suite.ts';
import type { Project } from '../../measure/processes/project.ts';

/** Loads `name` of a project as `evenkeel run` would, in processes of its own. */
export function collect(pool: WorkerPool, project: Project, name: string): Promise<CollectedFile> {
  const file = { path: project.path(name), name };
  return collectTests(file, { pool, cacheDirectory: project.path('stripped'), timeLimit: 30 });
}

/** Calls the test `t` of a file that was collected. */
export function runTest(pool: WorkerPool, load: LoadRequest): Promise<WorkerOutcome> {
  return pool.ask({ kind: 'smoke', load, testName: 't' }, 30);
}
