import type { Project } from './project.ts';
import type { Runner } from './runner.ts';
import { withoutRunner } from './runners/evenkeel.ts';
import type { RunnerSetup, RunnerSetupOf } from './runners/setup.ts';

const SETUPS: Readonly<Partial<Record<Runner['name'], RunnerSetupOf>>> = {};

/** The set-up for the project's runner; that of `evenkeel run` where the runner's own cannot be used. */
export function runnerSetup(project: Project, runner: Runner): Promise<RunnerSetup> {
  const own = runner.refusal === null ? SETUPS[runner.name] : undefined;
  return (own ?? withoutRunner)(project, runner);
}
