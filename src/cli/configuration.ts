import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { PerformanceConfigFields } from '../config/fields.ts';
import { isModule } from '../config/file-names.ts';
import { findConfigFile } from '../config/find-file.ts';
import { type FlagSettings, gatherSettings, type Settings } from '../config/gather-settings.ts';
import { PerformanceConfig } from '../config/performance-config.ts';
import type { Configured } from '../framework/suite/find-tests.ts';
import type { ConfigurationFlags, ConfirmFlags, RecordFlags } from './flags.ts';

/** The options that have a say in the configuration. */
type Flags = ConfigurationFlags & ConfirmFlags & RecordFlags;

/** Every field, and where its value comes from. @throws {UsageError} with everything that is wrong with it. */
export function settingsFor({ config, configFrom: _, ...flags }: Flags): Promise<Settings> {
  return gatherSettings({ directory: process.cwd(), file: config, flags: settingsOf(flags) });
}

/** The configuration that a command works with. @throws {UsageError} as {@link settingsFor} does. */
export async function configurationFor(flags: Flags): Promise<PerformanceConfig> {
  return new PerformanceConfig((await settingsFor(flags)).fields).checked();
}

/** The same, with the commands that it declares as tests. */
export async function configurationWithCommands(
  flags: Flags,
): Promise<Pick<GoverningConfiguration, 'config' | 'configured'>> {
  const { fields, file, commands } = await settingsFor(flags);
  return { config: new PerformanceConfig(fields).checked(), configured: { file, commands } };
}

/** A configuration, and what is known of it. */
export interface GoverningConfiguration {
  readonly config: PerformanceConfig;
  /** The same without what the command line says besides. */
  readonly bare: PerformanceConfigFields;
  /** What a person must know of it. */
  readonly notices: readonly string[];
  /** The commands of the present tree's configuration. */
  readonly configured: Configured;
}

/**
 * The configuration that verdicts are made by: of the present tree, or with `--config-from` of a revision.
 * @throws {UsageError} where it is wrong, or there is no such revision.
 */
export async function governingConfiguration({
  config: file,
  configFrom,
  ...flags
}: Flags): Promise<GoverningConfiguration> {
  const bare = await bareSettings(file, configFrom);
  const config = new PerformanceConfig({ ...bare.fields, ...settingsOf(flags).fields }).checked();
  return { config, bare: bare.fields, notices: bare.notices, configured: bare.configured };
}

async function bareSettings(file: string | undefined, configFrom: string | undefined) {
  const directory = process.cwd();
  if (configFrom === undefined) {
    const settings = await gatherSettings({ directory, file });
    return { ...settings, notices: [], configured: settings };
  }
  const { settingsOfRevision } = await import('../framework/gate/settings-of-revision.ts');
  const settings = await settingsOfRevision(configFrom, { directory, file });
  const { configured, notices } = await presentCommands(directory, file);
  return { ...settings, configured, notices: [...settings.notices, ...notices] };
}

/**
 * The commands of the present tree where a revision's configuration governs. They are tests, as those of performance files are; but
 * a module of the present tree is not run then, because it could change by what it is judged.
 */
async function presentCommands(directory: string, given: string | undefined) {
  const file = given ?? findConfigFile(directory);
  if (file === null) return { configured: { file, commands: [] }, notices: [] };
  if (!isModule(file)) return { configured: await gatherSettings({ directory, file, env: {} }), notices: [] };
  const text = await readFile(resolve(directory, file), 'utf8').catch(() => '');
  const mayDeclare = /\bcommands?\b/.test(text);
  return { configured: { file, commands: [] }, notices: mayDeclare ? [notRun(file)] : [] };
}

function notRun(file: string): string {
  return `The commands of ${file}, where it declares some, are not measured with --config-from, because a module of the present tree is not run then: declare them in performance files, or in evenkeel.toml.`;
}

// A command is given all of its flags, most of which are no concern of the configuration.
function settingsOf({
  cache,
  store,
  storeRequired,
  confirm,
  against,
  budget,
  prepare,
  prepareTimeout,
  record,
}: Omit<Flags, 'config' | 'configFrom'>): FlagSettings {
  const recording = record === undefined ? undefined : record ? 'always' : 'never';
  const given = {
    cacheDirectory: cache,
    store,
    storeRequired,
    recording,
    confirm,
    against,
    confirmBudget: budget,
    prepare,
    prepareTimeout,
  };
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { fields: fields as Partial<PerformanceConfigFields>, names: NAMES };
}

const NAMES = {
  cacheDirectory: '--cache',
  store: '--store',
  storeRequired: '--store-required',
  recording: '--record',
  confirm: '--confirm',
  against: '--against',
  confirmBudget: '--budget',
  prepare: '--prepare',
  prepareTimeout: '--prepare-timeout',
} as const;
