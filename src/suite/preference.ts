import { FUNCTION_METRICS, type FunctionMetric } from '../model/function-metrics.ts';
import type { Wish } from '../model/wish.ts';
import { nearestNames } from '../nearest-names.ts';

/** A wish, or what is wrong with it: a sentence that begins with the text itself, without its full stop. */
export type ReadWish = Wish | { readonly problem: string };

const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  seconds: { ns: 1e-9, µs: 1e-6, us: 1e-6, ms: 1e-3, s: 1 },
  bytes: { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 },
  '': {},
};
const SHARE = '%';
const FORM = /^(?<metric>[^\s<>=≤≥]+)\s*(?:(?<sign>[<>=≤≥]+)\s*(?<limit>.*))?$/u;
const LIMIT = /^(?<number>[\d.,_eE+-]*\d\.?|)\s*(?<unit>\D*)$/u;
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const EXAMPLE = "'cpuTime', 'time <= 2 ms' or 'time <= 110 %', which is of the baseline";

/** Reads one entry of `prefer`: a metric that is to be small, or `metric <= value unit`. */
export function readWish(given: string): ReadWish {
  const text = given.trim();
  const { metric, sign, limit } = FORM.exec(text)?.groups ?? {};
  if (metric === undefined) return { problem: `${JSON.stringify(given)} begins with no metric; write ${EXAMPLE}` };
  if (!isMetric(metric)) {
    const [nearest] = nearestNames(metric, Object.keys(FUNCTION_METRICS));
    const hint =
      nearest === undefined ? `they are ${Object.keys(FUNCTION_METRICS).join(', ')}` : `did you mean ${nearest}?`;
    return { problem: `${JSON.stringify(given)} names no metric: there is no \`${metric}\`; ${hint}` };
  }
  if (sign === undefined) return { kind: 'small', metric, text };
  if (sign !== '<=' && sign !== '≤') {
    return { problem: `${JSON.stringify(given)} has \`${sign}\`, and a limit is a most: write ${metric} <= …` };
  }
  return readLimit(metric, limit ?? '', text);
}

function isMetric(name: string): name is FunctionMetric {
  return Object.hasOwn(FUNCTION_METRICS, name);
}

function readLimit(metric: FunctionMetric, limit: string, text: string): ReadWish {
  const { number, unit: written = '' } = LIMIT.exec(limit.trim())?.groups ?? {};
  const value = number !== undefined && NUMBER.test(number) ? Number(number) : Number.NaN;
  if (!Number.isFinite(value)) {
    const what =
      limit.trim() === ''
        ? 'has no number behind its sign'
        : `has ${JSON.stringify(limit.trim())} where a number and a unit belong`;
    return { problem: `${JSON.stringify(text)} ${what}; write digits with a point, as in ${EXAMPLE}` };
  }
  // Both signs for a millionth look the same.
  const unit = written.trim().replace('\u03bc', '\u00b5');
  const wish = { kind: 'limit', metric, text } as const;
  if (unit === SHARE) return { ...wish, most: value / 100, of: 'baseline' };
  const units = UNITS[FUNCTION_METRICS[metric].unit]!;
  const names = Object.keys(units);
  if (names.length === 0 && unit === '') return { ...wish, most: value, of: 'unit' };
  if (Object.hasOwn(units, unit)) return { ...wish, most: value * units[unit]!, of: 'unit' };
  const known = [...names, SHARE].join(', ');
  const what =
    unit === '' ? `has no unit behind ${number}` : `has \`${unit}\` behind ${number}, which is no unit of ${metric}`;
  const nearest = names.find((name) => name.toLowerCase() === unit.toLowerCase());
  return { problem: `${JSON.stringify(text)} ${what}; ${nearest ? `did you mean ${nearest}?` : `there are ${known}`}` };
}
