import type { MeasuredFigures } from '../../model/measured-metric.ts';
import { Collected } from '../collected.ts';
import { elementsOf, type Members, membersOf, numberOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { versionLine } from '../origin.ts';
import type { Reader } from '../reader.ts';
import { baseUnitOf, inBaseUnits } from '../units.ts';
import { type JmhMetric, JmhVariants, nameWith, primaryMetric, secondaryMetric } from './jmh-metrics.ts';

/**
 * JMH's JSON (`-rf json`): each fork is a process.
 * @see https://github.com/openjdk/jmh
 */
export const jmh: Reader = {
  format: 'jmh',
  title: 'JMH',
  recognises(source) {
    return elementsOf(jsonOf(source)).some((each) => 'primaryMetric' in membersOf(each) && 'mode' in membersOf(each));
  },
  read(source) {
    const results = elementsOf(source.json()).map(membersOf);
    const collected = new Collected();
    const variants = new JmhVariants();
    for (const result of results) readResult(result, collected, variants);
    const [first = {}] = results;
    return collected.file(source.name, { runtime: versionLine(first.vmName, first.vmVersion) });
  },
};

function readResult(result: Members, collected: Collected, variants: JmhVariants): void {
  const benchmark = textOf(result.benchmark)?.trim() ?? '';
  if (benchmark === '') {
    collected.problem(null, 'one of its results has no name; it is no result of JMH as it writes it.');
    return;
  }
  const parameters = Object.entries(membersOf(result.params)).map(([key, value]) => [key, String(value)] as const);
  const primary = membersOf(result.primaryMetric);
  const mode = textOf(result.mode) ?? '';
  const about = primaryMetric(mode, textOf(primary.scoreUnit) ?? '');
  const plain = nameWith(benchmark, parameters);
  const wrong = whatIsWrong(mode, textOf(primary.scoreUnit));
  if (wrong !== null) {
    collected.problem(plain, `${wrong}; it is no result of JMH as it writes it.`);
    return;
  }
  const name = variants.nameOf(plain, mode, about.metric.name, numberOf(result.threads));
  const isForked = numberOf(result.forks) !== 0;
  if (!isForked) collected.note(`${name} ran without forks, in the process of JMH itself.`);
  addMetric(name, primary, about, isForked, collected);
  if (!collected.has(name)) return;
  for (const [label, secondary] of Object.entries(membersOf(result.secondaryMetrics))) {
    const members = membersOf(secondary);
    const known = label.trim() === '' ? null : secondaryMetric(label, textOf(members.scoreUnit) ?? '');
    if (known === null) collected.note('What its profilers say of the collector is left out, but for allocated bytes.');
    else addMetric(name, members, known, isForked, collected);
  }
}

/** JMH gives a rate in the mode for rates, and a time in all others. */
function whatIsWrong(mode: string, unit: string | null): string | null {
  if (unit === null) return 'its score has no unit';
  const isRate = baseUnitOf(unit).unit === 'per second';
  return isRate === (mode === 'thrpt') ? null : `its mode ${mode} and its unit ${unit} contradict each other`;
}

function addMetric(
  name: string,
  from: Members,
  { metric, factor }: JmhMetric,
  isForked: boolean,
  collected: Collected,
) {
  const score = numberOf(from.score);
  if (score === null) {
    collected.problem(name, `its ${metric.name} is ${JSON.stringify(from.score ?? null)}: nothing was measured.`);
    return;
  }
  const forks = forksOf(from).map((fork) => fork.map((figure) => inBaseUnits(figure, factor)));
  const value = inBaseUnits(score, factor);
  collected.add(name, { ...metric, value, figures: figuresOf(forks, isForked) }, { line: null });
}

function figuresOf(forks: readonly (readonly number[])[], isForked: boolean): MeasuredFigures {
  // Its error is the half of a confidence interval, not a deviation.
  if (forks.length === 0) return { kind: 'summary', deviation: null, count: null };
  return isForked ? { kind: 'processes', processes: forks } : { kind: 'samples', samples: forks.flat() };
}

/** The figures of each fork's iterations; one that is no number is NaN, which is noticed where it is added. */
function forksOf({ rawData, rawDataHistogram }: Members): readonly (readonly number[])[] {
  const forks = elementsOf(rawData ?? rawDataHistogram).map(elementsOf);
  const toFigure = rawData === undefined ? meanOf : (figure: unknown) => numberOf(figure) ?? Number.NaN;
  return forks.map((fork) => fork.map(toFigure)).filter((fork) => fork.length > 0);
}

/** Of an iteration in which single calls were timed: pairs of a time and how often it was seen. */
function meanOf(histogram: unknown): number {
  let sum = 0;
  let count = 0;
  for (const pair of elementsOf(histogram)) {
    const [time, times] = elementsOf(pair);
    sum += (numberOf(time) ?? Number.NaN) * (numberOf(times) ?? Number.NaN);
    count += numberOf(times) ?? Number.NaN;
  }
  return sum / count;
}
