import { gatherSettings, type Settings } from '../config/gather-settings.ts';
import { PerformanceConfig } from '../config/performance-config.ts';
import type { ConfigurationFlags } from './flags.ts';

/** Every field, and where its value comes from. @throws {UsageError} with everything that is wrong with it. */
export function settingsFor({ config, cache }: ConfigurationFlags): Promise<Settings> {
  return gatherSettings({
    directory: process.cwd(),
    file: config,
    flags: { fields: cache === undefined ? {} : { cacheDirectory: cache }, names: { cacheDirectory: '--cache' } },
  });
}

/** The configuration that a command works with. @throws {UsageError} as {@link settingsFor} does. */
export async function configurationFor(flags: ConfigurationFlags): Promise<PerformanceConfig> {
  return new PerformanceConfig((await settingsFor(flags)).fields).checked();
}
