import type { Project } from './project.ts';
import type { Runner } from './runner.ts';
import { withoutRunner } from './runners/evenkeel.ts';
import { withJest } from './runners/jest.ts';
import { withNodeTest } from './runners/node-test.ts';
import type { RunnerSetup, RunnerSetupOf } from './runners/setup.ts';
import { withVitest } from './runners/vitest.ts';

const SETUPS: Readonly<Record<Runner['name'], RunnerSetupOf>> = {
  vitest: withVitest,
  jest: withJest,
  'node-test': withNodeTest,
  evenkeel: withoutRunner,
};

/** The set-up for the project's runner; that of `evenkeel run` where the runner's own cannot be used. */
export function runnerSetup(project: Project, runner: Runner): Promise<RunnerSetup> {
  const setup = runner.refusal === null ? SETUPS[runner.name] : withoutRunner;
  return setup(project, runner);
}
