import { formatCount, formatFigure, formatInterval, formatPercent } from '../../format.ts';
import type { Fact, PageChange, PageMetric } from '../page-data.ts';

/** A change in words. */
export function changeText({ percent }: PageChange): string {
  return formatPercent(percent, { sign: true });
}

/** The interval of a change in words; '' where there is none. */
export function intervalText({ low, high }: PageChange): string {
  if (low === null && high === null) return '';
  return `${formatInterval([low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY])} %`;
}

/** A change with its interval. */
export function wholeChangeText(change: PageChange): string {
  const interval = intervalText(change);
  return interval === '' ? changeText(change) : `${changeText(change)}, 95 % interval ${interval}`;
}

/** A figure in words; a dash where there is none. */
export function figureText(value: number | null | undefined, unit: string): string {
  return value === null || value === undefined ? '–' : formatFigure(value, unit);
}

/** The figures of a metric in words, each with what it is called. */
export function figuresOf({ estimate, statistics, figures, unit }: PageMetric): readonly Fact[] {
  const figure = (name: string, value: number | null) =>
    value === null ? [] : [{ name, value: figureText(value, unit) }];
  const own = figure('Estimate', estimate);
  if (statistics === null) return [...own, ...figures];
  const [median, mean, stdDev, low, high, samples, outliers] = statistics;
  return [
    ...own,
    ...figure('Median', median),
    ...figure('Mean', mean),
    ...figure('Standard deviation', stdDev),
    { name: '5th to 95th percentile', value: `${figureText(low, unit)} to ${figureText(high, unit)}` },
    { name: 'Samples', value: formatCount(samples) },
    ...(outliers === null ? [] : [{ name: 'Far from the others', value: formatCount(outliers) }]),
    ...figures,
  ];
}

/** A moment in words, in UTC. */
export function momentText(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return 'at an unknown time';
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
