import type { PlatformProfile } from '../model/environment.ts';
import { processorSlug } from './processor-name.ts';
import { speedChangingConditions, thisRuntime } from './runtime-conditions.ts';

/** What of a machine decides whether results may be compared. */
export type ComparedPlatform = Pick<
  PlatformProfile,
  'platformFamily' | 'architecture' | 'cpuCores' | 'cpuQuota' | 'cpuModel' | 'nodeVersion'
>;

/**
 * The name of a class of machines whose results may be compared, such as
 * `linux-x86_64-2c-intel-xeon-platinum-8370c-node20`: operating system, architecture, processors that may be used (a
 * fraction where a quota says so), processor model and Node's major version, because V8 changes with it. Conditions that
 * change the speed of JavaScript follow, each after a `+`.
 *
 * Memory, clock speed, host name and patch versions are left out: machines that differ in them alone are what one
 * runner pool consists of.
 *
 * @param conditions By default those of this process (`speedChangingConditions`).
 */
export function environmentKey(
  platform: ComparedPlatform,
  conditions: readonly string[] = speedChangingConditions(thisRuntime()),
): string {
  const cores = Math.min(platform.cpuCores, platform.cpuQuota ?? platform.cpuCores);
  const machine = [
    platform.platformFamily,
    platform.architecture,
    `${Number(cores.toFixed(2))}c`,
    processorSlug(platform.cpuModel),
    `node${platform.nodeVersion.replace(/^v/, '').split('.')[0]}`,
  ].join('-');
  return [machine, ...conditions].join('+');
}
