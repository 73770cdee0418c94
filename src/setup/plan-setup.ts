import type { SetupPlan, SetupStep } from '../model/setup.ts';
import { type CiSystem, ciSteps, findCi } from './ci/ci-steps.ts';
import { ciJob } from './ci/job.ts';
import { commandsOf, startedWith } from './commands.ts';
import { configurationStep } from './configuration-step.ts';
import { exists } from './existing-files.ts';
import { ignoreStep } from './ignore.ts';
import type { PackageManager } from './package-manager.ts';
import { mainBranchOf, manifestsOf, type Project, readProject, topOf } from './project.ts';
import { findRunner, namedRunner, type Runner, type RunnerName } from './runner.ts';
import { runnerSetup } from './runner-setup.ts';
import type { RunnerSetup } from './runners/setup.ts';

/** What a person may decide beforehand. */
export interface SetupWishes {
  /** Instead of the runner that is found. */
  readonly runner?: RunnerName;
  /** Instead of the system that is found. */
  readonly ci?: CiSystem | 'none';
  /** How many machines share the tests in CI. Default: one has all of them. */
  readonly shards?: number;
}

/**
 * Plans what makes a project ready for performance tests. Reads, and writes nothing.
 *
 * @param directory in the package, or below it; absolute.
 * @param userAgent `npm_config_user_agent`.
 * @throws {UsageError} where there is no package, its manifest cannot be read, its configuration is wrong, or machines are to share
 *   tests that another runner runs.
 */
export async function planSetup(
  directory: string,
  wishes: SetupWishes = {},
  userAgent: string | undefined = process.env.npm_config_user_agent,
): Promise<SetupPlan> {
  const project = await readProject(directory, userAgent);
  const places = manifestsOf(project);
  const runner = await (wishes.runner ? namedRunner(wishes.runner, places) : findRunner(places));
  const setup = await runnerSetup(project, runner);
  const ci = await chosenCi(project, wishes.ci);
  const job = ciJob(project, setup, wishes.shards);
  const steps: readonly SetupStep[] = [
    configurationStep(project),
    ...setup.configuration,
    { kind: 'create', ...setup.example, purpose: 'a first performance test' },
    await ignoreStep(project),
    ...(await Promise.all(ci.systems.map((system) => ciSteps(system, job, project)))).flat(),
  ];
  return {
    root: topOf(project),
    findings: findings(project, runner, ci),
    steps: await Promise.all(steps.map(neverOverwriting)),
    next: nextCommands(project, runner, setup),
  };
}

interface ChosenCi {
  readonly systems: readonly CiSystem[];
  readonly evidence: string;
}

async function chosenCi(project: Project, wish: SetupWishes['ci']): Promise<ChosenCi> {
  if (wish === undefined) return findCi(project);
  return { systems: wish === 'none' ? [] : [wish], evidence: '--ci' };
}

async function neverOverwriting(step: SetupStep): Promise<SetupStep> {
  if (step.kind !== 'create' || !(await exists(step.path))) return step;
  return { kind: 'leave', path: step.path, reason: 'it is there already' };
}

function findings(project: Project, runner: Runner, { systems, evidence }: ChosenCi): SetupPlan['findings'] {
  const { manifest, rootManifest, packageManager, usesTypeScript } = project;
  const language = usesTypeScript ? 'TypeScript' : 'JavaScript';
  const root = manifest === rootManifest ? '' : `, in the workspaces of ${rootManifest.directory}`;
  const version = (major: number | null) => (major === null ? '' : ` ${major}`);
  const besides = runner.others.length === 0 ? '' : `; there is ${runner.others.join(', ')} as well (--runner)`;
  const names = { github: 'GitHub Actions', gitlab: 'GitLab CI' };
  return [
    { name: 'package', value: `${manifest.name ?? manifest.directory}, ${language}${root}` },
    {
      name: 'packages by',
      value: packagesBy(packageManager),
    },
    { name: 'runner', value: runnerWords(runner, version(runner.major)) + besides },
    { name: 'main branch', value: mainBranchOf(project) ?? noMainBranch(systems) },
    {
      name: 'CI',
      value:
        systems.length === 0
          ? 'none was found; --ci github or --ci gitlab adds a snippet'
          : `${systems.map((system) => names[system]).join(', ')} (${evidence})`,
    },
  ];
}

const MANAGERS = { npm: 'npm', pnpm: 'pnpm', yarn: 'Yarn', bun: 'Bun' };

function packagesBy({ name, major, isLowest, evidence }: PackageManager): string {
  const version = major === null ? '' : ` ${major}${isLowest ? ' or later' : ''}`;
  return `${MANAGERS[name]}${version} (${evidence})`;
}

// GitLab tells its jobs.
function noMainBranch(systems: readonly CiSystem[]): string {
  const assumed = systems.includes('github') ? ', so main is written into CI' : '';
  return `it cannot be told${assumed}; \`git remote set-head origin --auto\` asks for its name`;
}

function runnerWords({ name, evidence, refusal }: Runner, version: string): string {
  if (refusal !== null) return `evenkeel run, because ${refusal}`;
  const names = { vitest: 'Vitest', jest: 'Jest', 'node-test': 'node:test', evenkeel: 'evenkeel run' };
  return `${names[name]}${version} (${evidence})`;
}

function nextCommands(project: Project, runner: Runner, setup: RunnerSetup): SetupPlan['next'] {
  const commands = commandsOf(project.packageManager, project.isWorkspacesRoot);
  const missing = packagesOf(runner).filter((name) =>
    manifestsOf(project).every(({ dependencies }) => !(name in dependencies)),
  );
  const command = startedWith(commands, setup, setup.command);
  return [
    ...(missing.length === 0
      ? []
      : [{ command: commands.add(...missing), purpose: `installs ${missing.join(' and ')}` }]),
    { command, purpose: 'makes the first baselines; from the second run on, it compares' },
  ];
}

function packagesOf({ name, refusal }: Runner): readonly string[] {
  return refusal === null && (name === 'vitest' || name === 'jest') ? ['evenkeel', name] : ['evenkeel'];
}
