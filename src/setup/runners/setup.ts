import type { SetupStep } from '../../model/setup.ts';
import type { Project } from '../project.ts';
import type { Runner } from '../runner.ts';

/** What a runner needs to run performance tests. */
export interface RunnerSetup {
  /** Its configuration: made, or told. */
  readonly configuration: readonly SetupStep[];
  /** A first performance test. */
  readonly example: { readonly path: string; readonly text: string };
  /** Whether the commands are of an installed package, which the package manager finds, or of Node itself. */
  readonly startedBy: 'packages' | 'node';
  /** Runs the performance tests. */
  readonly command: string;
  /** The same, and takes what it measures for the new baseline. */
  readonly updateCommand: string;
}

/** Answers what a runner needs in a project. */
export type RunnerSetupOf = (project: Project, runner: Runner) => Promise<RunnerSetup>;
