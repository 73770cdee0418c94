export type { Drift, Season, SeasonPart, SeriesAnalysis, SeriesRun, Step } from '../model/trends.ts';
export type { Samples } from '../statistics/core/samples.ts';
export { analyseSeries } from './analyse-series.ts';
export { ChangePointTracker } from './change-point-tracker.ts';
export { changePoints } from './change-points.ts';
export type { FoundStep } from './find-steps.ts';
export { type TrendTest, trendOf } from './trend.ts';
