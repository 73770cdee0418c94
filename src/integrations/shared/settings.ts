import { resolve } from 'node:path';
import type { PerformanceConfigFields } from '../../config/fields.ts';
import { gatherSettings, type Settings } from '../../config/gather-settings.ts';
import { PerformanceConfig } from '../../config/performance-config.ts';
import type { PlanOverrides } from '../../config/plan.ts';
import { EnvironmentDetector } from '../../environment/environment-detector.ts';
import { UsageError } from '../../errors.ts';
import { acceptingBeside, type RecordingWish } from '../../framework/store/recording.ts';
import { denialToWrite } from '../../framework/store/who-writes.ts';
import { OPTION_BOUNDS } from '../../model/bounds.ts';

/** What the processes of a test runner go by: plain data, settled once in the main process. */
export interface RunnerSettings {
  /** Absolute; files are named relative to it. */
  readonly directory: string;
  /** Its `cacheDirectory` is absolute: test runners do not agree on the working directory of their processes. */
  readonly config: PerformanceConfigFields;
  readonly recording: RecordingWish;
  readonly overrides: PlanOverrides;
  readonly failOnInconclusive: boolean;
  /** How this runner's user accepts a slow-down that is meant: a command in code marks. */
  readonly acceptWith: string;
  /** Files that evenkeel's reporter writes, absolute: they do not change what is measured. */
  readonly reportFiles: readonly string[];
}

/** What the user of an integration may set. */
export interface RunnerOptions {
  /** The configuration file to read in place of the nearest `evenkeel.toml`; relative to the project. */
  readonly config?: string;
  /** Directory of the baselines, in place of the configuration's; relative to the project. */
  readonly cache?: string;
  /** What becomes of what was measured; see `FrameworkOptions`. Default: the configuration's `recording`. */
  readonly recording?: Exclude<RecordingWish, object>;
  /** Samples per process, over what the tests say; for a quick look. */
  readonly iterations?: number;
  /** Fresh processes a test of a performance file, over what it says. */
  readonly processes?: number;
  /** Whether a test that is too noisy to tell fails. Default false. */
  readonly failOnInconclusive?: boolean;
}

/** What the integration itself knows. */
export interface RunnerFacts {
  /** The project's root; absolute. */
  readonly directory: string;
  readonly acceptWith: string;
  /** What the runner's own switches say of recording (accept, watch mode); they go over the options. */
  readonly recording?: RecordingWish | undefined;
  /** Files that evenkeel's reporter writes, relative to the project. Default: none. */
  readonly reportFiles?: readonly string[];
}

/**
 * Settles what a runner's processes go by.
 * @throws {UsageError} with everything that is wrong with the configuration.
 */
export async function settleRunnerSettings(options: RunnerOptions, facts: RunnerFacts): Promise<RunnerSettings> {
  const { directory, acceptWith, reportFiles = [] } = facts;
  const settings = await gatherSettings({
    directory,
    file: options.config,
    flags: {
      fields: options.cache === undefined ? {} : { cacheDirectory: resolve(directory, options.cache) },
      names: { cacheDirectory: 'cache' },
    },
  });
  const config = new PerformanceConfig(settings.fields).checked();
  return {
    directory,
    config: { ...config, cacheDirectory: cacheDirectoryOf(settings, directory) },
    recording: await recordingOf(facts.recording, options.recording ?? config.recording, { config, directory }),
    overrides: { iterations: countOf('iterations', options), processes: countOf('processes', options) },
    failOnInconclusive: options.failOnInconclusive ?? false,
    acceptWith,
    reportFiles: reportFiles.map((file) => resolve(directory, file)),
  };
}

function countOf(name: 'iterations' | 'processes', options: RunnerOptions): number | undefined {
  const value = options[name];
  const { least, most } = OPTION_BOUNDS[name];
  if (value === undefined || (Number.isSafeInteger(value) && value >= least && value <= most)) return value;
  throw new UsageError(
    `The option \`${name}\` of evenkeel must be a whole number from ${least} to ${most}, not ${value}.`,
  );
}

/**
 * What becomes of what is measured. A switch of the runner that accepts has other work as well (snapshots), so that where
 * nothing may be accepted it is not an error: it is said, and the tests are judged as ever.
 */
async function recordingOf(
  bySwitch: RecordingWish | undefined,
  configured: RecordingWish,
  { config, directory }: { readonly config: PerformanceConfig; readonly directory: string },
): Promise<RecordingWish> {
  const wish = bySwitch === 'accept' ? acceptingBeside(configured) : (bySwitch ?? configured);
  if (wish !== 'accept') return wish;
  const denial = denialToWrite(await new EnvironmentDetector({ directory }).detectCiEnvironment(), config.mainBranch);
  if (denial === null) return wish;
  return { never: `${denial.reason}, so nothing was accepted; with EVENKEEL_RECORDING=always it is` };
}

// A default counts from the project; what a file or a variable says was made relative to the working directory.
function cacheDirectoryOf({ fields, origins }: Settings, directory: string): string {
  const base = origins.cacheDirectory.kind === 'default' ? directory : process.cwd();
  return resolve(base, fields.cacheDirectory);
}
