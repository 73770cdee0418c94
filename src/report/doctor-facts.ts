import type { HardwareCounters, HostConditions, NoiseFindings } from '../model/doctor.ts';
import type { BaselinePerformance, EnvironmentContext, PlatformProfile } from '../model/environment.ts';
import { formatCommit, formatCount, formatCounted, formatDuration, formatPercent } from './format.ts';

/** One line of the report. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

const UNKNOWN = 'not known';

/** Where tests are measured. */
export function environmentFacts({
  environmentKey,
  ciEnvironment: ci,
  platformProfile: machine,
  runtimeConditions,
}: EnvironmentContext): Fact[] {
  const built = [
    ci.provider,
    ...(ci.pullRequest === null ? [] : [`pull request ${ci.pullRequest}`]),
    ...(ci.branch === null ? [] : [`branch ${ci.branch}`]),
    ...(ci.commit === null ? [] : [`commit ${formatCommit(ci.commit)}`]),
  ];
  return [
    { name: 'key', value: environmentKey },
    { name: ci.isCI ? 'CI' : 'not CI', value: built.join(', ') },
    { name: 'processor', value: processorOf(machine) },
    { name: 'memory', value: `${machine.memoryGb.toFixed(1)} GiB` },
    { name: 'virtual', value: machine.virtualized ? machine.virtualizationEvidence.join('; ') : 'nothing says so' },
    { name: 'Node', value: `${machine.nodeVersion}, V8 ${machine.v8Version}` },
    { name: 'conditions', value: runtimeConditions.join(', ') || 'none that change speed' },
  ];
}

function processorOf({ cpuModel, cpuCores, cpuQuota, cpuFrequencyMhz, architecture }: PlatformProfile): string {
  const facts = [
    cpuModel,
    architecture,
    formatCounted(cpuCores, 'processor'),
    ...(cpuFrequencyMhz === null ? [] : [`${formatCount(cpuFrequencyMhz)} MHz`]),
    ...(cpuQuota === null ? [] : [`quota ${Number(cpuQuota.toFixed(2))}`]),
  ];
  return facts.join(', ');
}

/** How the machine is set up; what it does not say is left out. */
export function hostFacts(host: HostConditions): Fact[] {
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['governor', host.governor],
    ['turbo', inWords(host.turbo, 'on', 'off')],
    ['shared cores', inWords(host.simultaneousThreads, 'yes', 'no')],
    ['clock', host.clockSource],
    ['power', host.powerSource],
    ['power saving', inWords(host.savesPower, 'on', 'off')],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
  return known.length > 0 ? known : [{ name: 'set-up', value: UNKNOWN }];
}

function inWords(fact: boolean | null, yes: string, no: string): string | null {
  if (fact === null) return null;
  return fact ? yes : no;
}

/** Whether instructions can be counted, and where not, what to do. */
export function counterFact({ instructions, reason }: HardwareCounters): Fact {
  return { name: 'instructions', value: instructions ? 'can be counted (perf stat)' : `cannot be counted: ${reason}` };
}

/** How fast the machine is. */
export function calibrationFacts({ factor, kernels, timerResolution, timerCost }: BaselinePerformance): Fact[] {
  const speed = (name: keyof typeof kernels) => ({
    name,
    value: `${formatDuration(kernels[name].time)} (${kernels[name].factor.toFixed(2)})`,
  });
  return [
    { name: 'factor', value: `${factor.toFixed(2)} (1 is the reference machine, more is slower)` },
    speed('compute'),
    speed('memory'),
    speed('allocation'),
    { name: 'timer', value: `steps of ${formatDuration(timerResolution)}, ${formatDuration(timerCost)} a reading` },
  ];
}

/** How unlike the same work was from pass to pass, and what went on meanwhile. */
export function noiseFacts({ passes, quickest, resources, ...noise }: NoiseFindings): Fact[] {
  return [
    {
      name: 'self-test',
      value: `${formatCounted(passes, 'pass', 'passes')}, the quickest ${formatDuration(quickest)}`,
    },
    {
      name: 'slower',
      value: `${formatPercent(noise.medianPercent)} in half of them, ${formatPercent(noise.percentile95Percent)} in one of twenty`,
    },
    { name: 'interruption', value: `${formatDuration(noise.longestInterruption)} at most` },
    {
      name: 'processors',
      value: shares([
        ['in use', resources.cpuPercent],
        ['by others', resources.cpuOthersPercent],
        ['stolen', resources.cpuStealPercent],
        ['held back', resources.cpuThrottledPercent],
      ]),
    },
    {
      name: 'waiting for',
      value: shares([
        ['a processor', resources.cpuPressurePercent],
        ['memory', resources.memoryPressurePercent],
        ['a disk', resources.ioPressurePercent],
      ]),
    },
    { name: 'load', value: resources.loadAverage === null ? UNKNOWN : resources.loadAverage.toFixed(2) },
    { name: 'memory in use', value: formatPercent(resources.memoryPercent) },
  ];
}

/** What is not known is left out. */
function shares(named: readonly (readonly [name: string, percent: number | null])[]): string {
  const known = named.flatMap(([name, percent]) => (percent === null ? [] : [`${name} ${formatPercent(percent)}`]));
  return known.join(', ') || UNKNOWN;
}
