import { type Metric, THROUGHPUT, TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { hasLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { inBaseUnits, secondsIn } from '../units.ts';

const COMPLETE = /"reason":\s*"benchmark-complete"/;

/**
 * The messages of `cargo criterion --message-format=json`, one a line.
 * @see https://bheisler.github.io/criterion.rs/book/cargo_criterion/external_tools.html
 */
export const cargoCriterion: Reader = {
  format: 'cargo-criterion',
  title: 'cargo-criterion (messages)',
  recognises(source) {
    return hasLine(
      source,
      (line) => line.startsWith('{') && COMPLETE.test(line) && membersIn(line)?.reason === 'benchmark-complete',
    );
  },
  read(source) {
    const collected = new Collected();
    for (const { text, number } of source.lines()) {
      if (!text.startsWith('{')) continue;
      const message = membersIn(text);
      if (message === null) collected.problem(null, 'this message was not written whole; run it again.', number);
      else if (message.reason === 'benchmark-complete') readMessage(message, number, collected);
    }
    return collected.file(source.name);
  },
};

function membersIn(text: string): Members | null {
  try {
    return membersOf(JSON.parse(text));
  } catch {
    return null;
  }
}

function readMessage(message: Members, line: number, collected: Collected): void {
  const name = textOf(message.id)?.trim() ?? '';
  const { estimate, unit } = membersOf(message.typical);
  const value = numberOf(estimate);
  const own = textOf(unit) ?? textOf(message.unit) ?? '';
  const samples = samplesOf(message);
  if (name === '' || value === null || samples === null || own === '') {
    collected.problem(name || null, 'its name, its estimate or its measured values are missing; run it again.', line);
    return;
  }
  const seconds = secondsIn(own);
  const metric: Metric = seconds === null ? { name: own, unit: own, better: 'lower', scatter: 'sampled' } : TIME;
  const factor = seconds ?? 1;
  const time = inBaseUnits(value, factor);
  const times = samples.map((each) => inBaseUnits(each, factor));
  collected.add(name, { ...metric, value: time, figures: { kind: 'samples', samples: times } }, { line });
  const [throughput] = elementsOf(message.throughput).map(membersOf);
  const each = numberOf(throughput?.per_iteration);
  if (seconds === null || each === null || !collected.has(name, TIME.name)) return;
  const rates = times.map((one) => each / one);
  const rate = throughput?.unit === 'elements' ? 'per second' : 'bytes per second';
  collected.add(
    name,
    { ...THROUGHPUT, unit: rate, value: each / time, figures: { kind: 'samples', samples: rates } },
    { line },
  );
}

function samplesOf({ iteration_count: counts, measured_values: values }: Members): readonly number[] | null {
  const iterations = numbersOf(counts);
  const measured = numbersOf(values);
  if (iterations === null || measured === null || measured.length === 0) return null;
  if (iterations.length !== measured.length || iterations.some((each) => each <= 0)) return null;
  return measured.map((each, index) => each / iterations[index]!);
}
