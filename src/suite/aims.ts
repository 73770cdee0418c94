import { FUNCTION_METRIC_NAMES, type FunctionMetric, type OtherMetric, othersIn } from '../model/function-metrics.ts';
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

/** What the making of an input is a part of: who compares functions by it would compare how alike their inputs are made. */
const WITH_INPUTS: readonly FunctionMetric[] = ['cpuTime', 'gcCount', 'gcPause'];

/** What a comparison of these options is about: the metrics that they name, also those of the preference. */
export function aimsOf({ metrics = [], prefer = [] }: Pick<ComparisonOptions, 'metrics' | 'prefer'>): Aims {
  const wishes = prefer.map(readWish).filter((read): read is Wish => !('problem' in read));
  const named = new Set<FunctionMetric>(['time', ...metrics, ...wishes.map(({ metric }) => metric)]);
  return { metrics: FUNCTION_METRIC_NAMES.filter((name) => named.has(name)), wishes };
}

/** What of it has processes of its own: time has others, which tell the processor's time as well. */
export function measuredApart({ metrics }: Aims): readonly OtherMetric[] {
  return othersIn(metrics).filter((name) => name !== 'cpuTime');
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
  const [mixed] = hasInputs ? metrics.filter((name) => WITH_INPUTS.includes(name)) : [];
  if (mixed !== undefined) {
    return `\`${mixed}\` cannot be told of calls that have an \`input\`, the making of which would be in it. Take ${mixed} away, or make the input in \`setup\`.`;
  }
  return null;
}
