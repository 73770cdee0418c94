import type { Better, Scatter } from '../model/metric.ts';
import type { TestOptions } from '../model/suite.ts';
import type { AroundCalls, InputSource, Preparation } from './perf-types.ts';
import type { RowSetup, TemplateRow } from './perf-variants.ts';

/** What the number is that a function returns. */
export interface OwnMetric {
  /**
   * `'bytes'`, `'seconds'`, `'per second'`, `'bytes per second'` are scaled in reports; any other word is written behind the
   * number, and `''` is a bare one.
   */
  readonly unit: string;
  /** Which change is a good one. */
  readonly better: Better;
  /**
   * How the number scatters, which sets how often it is measured and how small a change can be seen:
   * - `'sampled'` (the default): each call gives another one, as rates and times do. As many processes as a test has, with several
   *   calls in each.
   * - `'counted'`: nearly the same each time, as rows read or bytes written are. Two processes with a few calls each.
   * - `'single'`: the same each time, as the size of a file is. One process calls it twice, and fails where the two differ.
   */
  readonly scatter?: Scatter;
}

/** What `perf.metric` takes between the name and the function. */
export type PerfMetricOptions<Context = undefined, Input = Context> = OwnMetric &
  TestOptions &
  Preparation<Context, Input>;

/** Declares a metric of the user's own. */
export type DeclareMetric = <Context = undefined, Input = Context>(
  name: string,
  options: PerfMetricOptions<Context, Input> & InputSource<Context, Input>,
  fn: (input: Input) => number | Promise<number>,
) => void;

/** Declares a metric for each row. */
export type DeclareRowMetric<Row> = <Context = Row, Input = Context>(
  name: string,
  options: OwnMetric & TestOptions & AroundCalls<Context, Input> & RowSetup<Row, Context>,
  fn: (input: Input) => number | Promise<number>,
) => void;

/** Takes the table of metrics. */
export interface MetricEach {
  /** Rows that are arrays, with a type for each place: a metric for each. */
  <Row extends readonly unknown[] | readonly [unknown]>(table: readonly Row[]): DeclareRowMetric<Row>;
  /** Rows of any other kind: a metric for each. */
  <Row>(table: readonly Row[]): DeclareRowMetric<Row>;
  /** A template literal, whose first line names the columns; each line below it is a row. */
  (strings: TemplateStringsArray, ...values: readonly unknown[]): DeclareRowMetric<TemplateRow>;
}
