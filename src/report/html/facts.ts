import type { EnvironmentContext } from '../../model/environment.ts';
import type { PerformanceStatistics } from '../../model/statistics.ts';
import type { EntryStatistics } from '../documents/entry.ts';
import { formatCommit, formatElapsed, formatMoment, formatPercent } from '../format.ts';
import { neutralizeName } from '../text/neutralize.ts';
import type { Fact, PageStatistics } from './page-data.ts';

/** Facts, without those that are not known. */
export function factsOf(facts: Readonly<Record<string, string | number | null | undefined>>): readonly Fact[] {
  return Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [{ name, value: neutralizeName(String(value)) }],
  );
}

/** The figures of a summary. */
export function statisticsOf(statistics: PerformanceStatistics | EntryStatistics | null): PageStatistics | null {
  if (statistics === null) return null;
  const { median, mean, stdDev, percentiles, sampleCount, outliersCount } = statistics;
  const or = (value: number | null) => (value === null ? null : shortNumber(value));
  return [
    shortNumber(median),
    or(mean),
    or(stdDev),
    shortNumber(percentiles[5]),
    shortNumber(percentiles[95]),
    sampleCount,
    outliersCount,
  ];
}

/** A number with as many digits as anybody sees: five, of seventeen. */
export function shortNumber(value: number): number {
  return Number(value.toPrecision(5));
}

/** Where something was measured, of which code. */
export function circumstances(
  {
    ciEnvironment: ci,
    platformProfile: machine,
    environmentKey,
    runtimeConditions,
    resourceConstraints,
  }: EnvironmentContext,
  times: { readonly startedAt?: string; readonly duration?: number } = {},
): readonly Fact[] {
  const facts = factsOf({
    Branch: ci.branch,
    Commit: ci.commit === null ? null : formatCommit(ci.commit),
    'Pull request': ci.pullRequest ?? (ci.isPullRequest ? 'yes' : null),
    Measured: times.startedAt === undefined ? null : `${formatMoment(times.startedAt)} UTC`,
    Took: times.duration === undefined ? null : formatElapsed(times.duration),
    Machine: machineInWords(machine),
    Node: machine.nodeVersion,
    Conditions: runtimeConditions.join(', '),
    'Other programs used': percentOf(resourceConstraints.cpuOthersPercent),
    'Environment key': environmentKey,
  });
  return [...facts, ...ciFacts(ci)];
}

function machineInWords({ cpuModel, cpuCores, memoryGb, platformFamily, architecture, virtualized }: Machine): string {
  const processors = `${cpuCores} ${cpuCores === 1 ? 'processor' : 'processors'}`;
  const kind = virtualized ? ', virtual' : '';
  return `${cpuModel}, ${processors}, ${memoryGb.toFixed(1)} GiB, ${platformFamily} ${architecture}${kind}`;
}

type Machine = EnvironmentContext['platformProfile'];

function percentOf(percent: number | null): string | null {
  return percent === null ? null : `${formatPercent(percent)} of the processors' time`;
}

function ciFacts({ isCI, provider, runId, runUrl }: EnvironmentContext['ciEnvironment']): readonly Fact[] {
  if (!isCI) return [{ name: 'CI', value: 'no' }];
  const value = neutralizeName(runId === null ? provider : `${provider}, run ${runId}`);
  return [{ name: 'CI', value, ...(isWebAddress(runUrl) && { url: runUrl }) }];
}

// What a variable of the environment says, which may be anything.
function isWebAddress(url: string | null): url is string {
  return url !== null && url.length < 2000 && /^https?:\/\/[\x21-\x7e]+$/.test(url) && URL.canParse(url);
}
