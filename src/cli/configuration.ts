import type { PerformanceConfigFields } from '../config/fields.ts';
import { type FlagSettings, gatherSettings, type Settings } from '../config/gather-settings.ts';
import { PerformanceConfig } from '../config/performance-config.ts';
import type { ConfigurationFlags, ConfirmFlags, RecordFlags } from './flags.ts';

/** The options that have a say in the configuration. */
type Flags = ConfigurationFlags & ConfirmFlags & RecordFlags;

/** Every field, and where its value comes from. @throws {UsageError} with everything that is wrong with it. */
export function settingsFor({ config, ...flags }: Flags): Promise<Settings> {
  return gatherSettings({ directory: process.cwd(), file: config, flags: settingsOf(flags) });
}

/** The configuration that a command works with. @throws {UsageError} as {@link settingsFor} does. */
export async function configurationFor(flags: Flags): Promise<PerformanceConfig> {
  return new PerformanceConfig((await settingsFor(flags)).fields).checked();
}

// A command is given all of its flags, most of which are no concern of the configuration.
function settingsOf({ cache, confirm, against, budget, prepare, record }: Omit<Flags, 'config'>): FlagSettings {
  const recording = record === undefined ? undefined : record ? 'always' : 'never';
  const given = { cacheDirectory: cache, recording, confirm, against, confirmBudget: budget, prepare };
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { fields: fields as Partial<PerformanceConfigFields>, names: NAMES };
}

const NAMES = {
  cacheDirectory: '--cache',
  recording: '--record',
  confirm: '--confirm',
  against: '--against',
  confirmBudget: '--budget',
  prepare: '--prepare',
} as const;
