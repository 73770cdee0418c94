import type { Better, Scatter } from '../model/metric.ts';
import type { TestOptions } from '../model/suite.ts';
import type { RowSetup, TemplateRow } from './perf-variants.ts';
import type { AroundCalls, InputSource, Preparation } from './preparation.ts';

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

/** How files may be compressed before they are counted. */
export type Compression = 'gzip' | 'brotli' | 'zstd';

/** What `perf.size` takes after the files. */
export interface PerfSizeOptions
  extends Pick<
    TestOptions,
    'tolerancePercent' | 'thresholdFactor' | 'statisticalMethod' | 'timeLimit' | 'baselineKey'
  > {
  /**
   * Counts what each file takes when it is compressed on its own: by gzip at level 9, Brotli at quality 11, or zstd at level 19 (Node
   * 22.15, 23.8 and later). Another version of Node may bring another version of the library, whose figures can differ by a few
   * bytes. Default: files are counted as they are.
   */
  readonly compressed?: Compression;
  /** A glob, or several, of files that are not counted. */
  readonly ignore?: string | readonly string[];
  /** What the test is called. Default: `size of …`, with the files and how they are compressed. */
  readonly name?: string;
  /** The directory that paths are relative to, itself relative to that of the nearest package.json. */
  readonly cwd?: string;
  /** Runs once before the files are counted: what makes them. */
  readonly setup?: () => unknown;
  /** Runs once after they were counted. */
  readonly teardown?: () => unknown;
}

/** Declares the size of files. */
export type DeclareSize = (files: string | readonly string[], options?: PerfSizeOptions) => void;

/** What `perf.size` has besides. */
export interface SizeVariants {
  /** Declares it, and does not count it; see `perf.skip`. */
  readonly skip: DeclareSize;
  /** Counts what is marked so, and measures nothing else of its file; see `perf.only`. */
  readonly only: DeclareSize;
  /**
   * Names what is still to be written; every report says so.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.size.todo('size of the worker');
   * perf.size('package.json', { name: 'size of the rest' });
   */
  todo(name: string): void;
  /**
   * Declares it, and skips it where a condition holds.
   * @param condition read as true or false when the file is loaded.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.size.skipIf(process.platform === 'win32')('package.json', { name: 'size but on Windows' });
   * perf.size('package.json', { name: 'size on every system' });
   */
  skipIf(condition: unknown): DeclareSize;
  /**
   * Declares it, and skips it where a condition does not hold.
   * @param condition read as true or false when the file is loaded.
   *
   * @example
   * import { perf } from 'evenkeel';
   *
   * perf.size.runIf(process.platform === 'linux')('package.json', { name: 'size on Linux' });
   * perf.size('package.json', { name: 'size wherever it is' });
   */
  runIf(condition: unknown): DeclareSize;
}
