import { inspect } from 'node:util';
import { UsageError } from '../errors.ts';
import { RUN_BOUNDS } from '../model/bounds.ts';
import type { Better, Metric, Scatter } from '../model/metric.ts';
import { optionsOfRow, refuseSpread } from './each/bind-row.ts';
import { eachOf } from './each/each.ts';
import type { SuiteCase, TestFunction } from './registry.ts';
import { withVariants } from './variants.ts';

/** What declares a metric, once its parts are known. */
export interface MetricDeclaring {
  readonly declare: (
    metric: Metric,
    name: string,
    sides: SuiteCase['sides'],
    options: object,
    mark: SuiteCase['mark'],
  ) => void;
  readonly todo: (name: string, ...rest: readonly unknown[]) => void;
  /** @throws {UsageError} for a name that is none. */
  readonly checkName: (name: unknown, where: string) => void;
}

/** What the number of a user's own is called, beside the name of its test. */
const OWN_NAME = 'value';

/** Makes `perf.metric`, with its variants. */
export function metricVariants({ declare, todo, checkName }: MetricDeclaring) {
  return withVariants(
    {
      where: 'perf.metric',
      declare: (mark, where) => (name: string, options: object, fn?: TestFunction) => {
        checkName(name, where);
        const what = `${where}(${JSON.stringify(name)})`;
        if (typeof fn !== 'function') throw new UsageError(`${what}: ${whatToWrite(options)}`);
        const { metric, rest } = readOwnMetric(options, what);
        declare(metric, name, { candidate: fn }, rest, mark);
      },
      each: (declareMetric, where) =>
        eachOf(where, (row, name, options, fn, index) => {
          refuseSpread(where, row, [fn]);
          // What is no object is told so by the metric.
          const isOptions = typeof options === 'object' && options !== null;
          declareMetric(name, isOptions ? optionsOfRow(options, row, index) : (options as object), fn as TestFunction);
        }),
      todo,
    },
    {},
  );
}

function whatToWrite(options: unknown): string {
  const write = "perf.metric(name, { unit: 'rows', better: 'lower' }, () => number)";
  return typeof options === 'function'
    ? `the options come before the function, because a number means nothing without them: ${write}.`
    : `the third argument must be the function that returns the number: ${write}.`;
}

const OWN_OPTIONS: Readonly<Record<'better' | 'scatter', readonly string[]>> = {
  better: ['lower', 'higher'] satisfies readonly Better[],
  scatter: ['sampled', 'counted', 'single'] satisfies readonly Scatter[],
};

function readOwnMetric(options: unknown, where: string): { readonly metric: Metric; readonly rest: object } {
  if (options === null || typeof options !== 'object' || Array.isArray(options)) {
    throw new UsageError(
      `${where}: the options must be an object, such as { unit: 'rows', better: 'lower' }, not ${inspect(options, { depth: 0 })}.`,
    );
  }
  const { unit, better, scatter = 'sampled', ...rest } = options as Record<string, unknown>;
  const problems = [
    problemWithUnit(unit),
    problemWithWord('better', better, ', which is the change that is a good one'),
    problemWithWord('scatter', scatter, ''),
    scatter === 'single' ? idleOptions(rest) : null,
  ].flatMap((problem) => problem ?? []);
  if (problems.length > 0) throw new UsageError(`${where}: ${problems.join(' ')}`, { data: { problems } });
  const metric = { name: OWN_NAME, unit: unit as string, better: better as Better, scatter: scatter as Scatter };
  return { metric, rest };
}

const OF_SEVERAL = ['iterations', 'processes', 'warmupIterations', 'maxDuration'];

/** Which options have no say in what is the same each time, in words: they must not look as if they had. Null where there are none. */
export function idleOptions(options: Readonly<Record<string, unknown>>): string | null {
  const idle = OF_SEVERAL.filter((name) => options[name] !== undefined).map((name) => `\`${name}\``);
  if (idle.length === 0) return null;
  return `${idle.join(', ')} ${idle.length === 1 ? 'has' : 'have'} no say in what is the same each time (scatter: 'single'): one process looks at it twice.`;
}

function problemWithUnit(unit: unknown): string | null {
  const { most } = RUN_BOUNDS.text;
  const isText = typeof unit === 'string' && unit.length <= most && !/[\p{Cc}\p{Cs}]/u.test(unit);
  return isText
    ? null
    : `\`unit\` must be a string of at most ${most} characters without control characters, such as 'bytes', 'rows', 'per second' or '', not ${shown(unit)}.`;
}

function problemWithWord(name: keyof typeof OWN_OPTIONS, value: unknown, meaning: string): string | null {
  const words = OWN_OPTIONS[name];
  if (words.includes(value as string)) return null;
  return `\`${name}\` must be one of ${words.map((word) => `'${word}'`).join(', ')}${meaning}, not ${shown(value)}.`;
}

function shown(value: unknown): string {
  return inspect(value, { maxStringLength: 100, maxArrayLength: 5, depth: 0 });
}
