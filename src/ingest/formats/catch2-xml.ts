import { TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { summaryOf } from '../figures.ts';
import { decimal, hasLine } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import { inBaseUnits } from '../units.ts';

const TAG = /<(\/?)(TestCase|Section|BenchmarkResults|mean|standardDeviation|failed)\b([^<>]*?)(\/?)>/g;
const ATTRIBUTE = /(?<![\w:])([\w:]+)\s*=\s*"([^"]*)"/g;
const NANOSECONDS = 1e-9;

/**
 * Catch2's XML (`-r xml`): the mean of each benchmark with its deviation, in nanoseconds.
 * @see https://github.com/catchorg/Catch2/blob/devel/docs/benchmarks.md
 */
export const catch2Xml: Reader = {
  format: 'catch2-xml',
  title: 'XML of Catch2',
  recognises(source) {
    return hasLine(source, (line) => /<BenchmarkResults\s+name=/.test(line));
  },
  read(source) {
    const reading = new XmlReading();
    for (const { text, number } of source.lines()) {
      for (const [, close, tag, attributes, isEmpty] of text.matchAll(TAG)) {
        if (close === '/') reading.close(tag!);
        else reading.open(tag!, attributesOf(attributes!), { line: number, isEmpty: isEmpty === '/' });
      }
    }
    return reading.end(source.name);
  },
};

interface Benchmark {
  readonly name: string;
  readonly count: number;
  readonly line: number;
  mean: number | null;
  deviation: number | null;
}

class XmlReading {
  readonly #collected = new Collected();
  readonly #groups: string[] = [];
  #benchmark: Benchmark | null = null;

  open(
    tag: string,
    attributes: ReadonlyMap<string, string>,
    { line, isEmpty }: { readonly line: number; readonly isEmpty: boolean },
  ): void {
    const name = attributes.get('name') ?? '';
    if (tag === 'TestCase' || tag === 'Section') {
      this.#giveUp();
      if (!isEmpty) this.#groups.push(name);
    } else if (tag === 'BenchmarkResults') {
      this.#giveUp();
      const count = decimal(attributes.get('samples') ?? '');
      this.#benchmark = { name: this.#nameOf(name), count, line, mean: null, deviation: null };
    } else this.#inBenchmark(tag, attributes);
  }

  #inBenchmark(tag: string, attributes: ReadonlyMap<string, string>): void {
    if (this.#benchmark === null) return;
    const value = inBaseUnits(decimal(attributes.get('value') ?? ''), NANOSECONDS);
    if (tag === 'mean') this.#benchmark.mean = value;
    else if (tag === 'standardDeviation') this.#benchmark.deviation = value;
    else {
      const { name, line } = this.#benchmark;
      this.#benchmark = null;
      this.#collected.problem(name, `it failed: ${attributes.get('message') ?? 'it does not say why'}.`, line);
    }
  }

  close(tag: string): void {
    if (tag === 'BenchmarkResults') this.#add();
    else if (tag === 'TestCase' || tag === 'Section') {
      this.#giveUp();
      this.#groups.pop();
    }
  }

  #add(): void {
    const found = this.#benchmark;
    if (found?.mean === null || found === null) {
      this.#giveUp();
      return;
    }
    this.#benchmark = null;
    const { name, mean, deviation, count, line } = found;
    const figures = summaryOf(deviation, Number.isInteger(count) ? count : null);
    this.#collected.add(name, { ...TIME, value: mean, figures }, { line });
  }

  #nameOf(name: string): string {
    return [...this.#groups, name]
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .join(' > ');
  }

  #giveUp(): void {
    const found = this.#benchmark;
    this.#benchmark = null;
    if (found === null) return;
    const message = 'its result is missing: it failed, or the run was ended. Run it again.';
    this.#collected.problem(found.name === '' ? null : found.name, message, found.line);
  }

  end(file: string) {
    this.#giveUp();
    return this.#collected.file(file);
  }
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name!, plain(value!)]));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name]!);
}
