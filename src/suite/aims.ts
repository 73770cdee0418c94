import { FUNCTION_METRIC_NAMES, type FunctionMetric, othersIn } from '../model/function-metrics.ts';
import type { ComparisonOptions, TestDeclaration } from '../model/suite.ts';
import type { Wish } from '../model/wish.ts';
import { readWish } from './preference.ts';

/** What a comparison is about. */
export interface Aims {
  /** What its functions are compared by; `time` is the first. */
  readonly metrics: readonly FunctionMetric[];
  /** What is preferred; none where the file says nothing of that. */
  readonly wishes: readonly Wish[];
}

/** By which functions can be compared so far. */
const COMPARED: readonly FunctionMetric[] = ['time', 'cpuTime'];

/** What a comparison of these options is about: the metrics that they name, also those of the preference. */
export function aimsOf({ metrics = [], prefer = [] }: Pick<ComparisonOptions, 'metrics' | 'prefer'>): Aims {
  const wishes = prefer.map(readWish).filter((read): read is Wish => !('problem' in read));
  const named = new Set<FunctionMetric>(['time', ...metrics, ...wishes.map(({ metric }) => metric)]);
  return { metrics: FUNCTION_METRIC_NAMES.filter((name) => named.has(name)), wishes };
}

/** What is wrong with a preference, as sentences. */
export function problemsWithPreference(prefer: readonly string[]): readonly string[] {
  const read = prefer.map(readWish);
  const problems = read.flatMap((wish) => ('problem' in wish ? [`\`prefer\`: ${wish.problem}.`] : []));
  const small = read.flatMap((wish) => ('kind' in wish && wish.kind === 'small' ? [wish.metric] : []));
  const twice = small.find((metric, i) => small.indexOf(metric) !== i);
  return twice === undefined
    ? problems
    : [...problems, `\`prefer\` names ${twice} twice; the order says what counts first.`];
}

/**
 * What keeps a test of these options from being measured, as a sentence; null where nothing does.
 * @param hasInputs whether each call is given what `input` made for it.
 */
export function problemWithAims(
  kind: TestDeclaration['kind'],
  options: ComparisonOptions,
  hasInputs: boolean,
): string | null {
  if (kind !== 'comparison') {
    const aim = (['maxOverheadPercent', 'prefer'] as const).find((name) => options[name] !== undefined);
    if (aim !== undefined) return `\`${aim}\` belongs to perf.compare.`;
    if (kind === 'test' || othersIn(options.metrics ?? []).length === 0) return null;
    return '`metrics` belongs to perf and perf.compare: what has a metric of its own has no other.';
  }
  const { metrics } = aimsOf(options);
  const missing = metrics.filter((name) => !COMPARED.includes(name));
  if (missing.length > 0) {
    return `functions are not yet compared by ${missing.join(', ')}, only by ${COMPARED.join(', ')}. Take it away here; as a metric of perf() it is measured.`;
  }
  if (hasInputs && metrics.includes('cpuTime')) {
    return '`cpuTime` cannot be told of calls that have an `input`, the making of which would be in it. Take cpuTime away, or make the input in `setup`.';
  }
  return null;
}
