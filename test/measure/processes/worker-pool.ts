import { afterAll, afterEach, beforeAll } from 'vitest';
import { createWorkerPool, type WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import { programs } from './built.ts';
import { makeProject, type Project } from './project.ts';

/** Workers for the tests of a file, and projects for them. */
export interface PoolForTests {
  /** Set while tests run. */
  readonly pool: WorkerPool;
  /** Makes a project of files, gone after the test. */
  projectOf(files: Readonly<Record<string, string>>): Project;
}

/** A pool for all tests of the file that asks for it, at its top level. */
export function poolForTests(): PoolForTests {
  let pool: WorkerPool | null = null;
  const projects: Project[] = [];
  beforeAll(() => {
    pool = createWorkerPool(programs);
  });
  afterAll(() => pool?.close());
  afterEach(() => {
    for (const project of projects.splice(0)) project.remove();
  });
  return {
    get pool() {
      return pool!;
    },
    projectOf(files) {
      const project = makeProject(files);
      projects.push(project);
      return project;
    },
  };
}
