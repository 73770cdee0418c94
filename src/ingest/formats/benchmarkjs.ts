import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredFigures, MeasuredMetric } from '../../model/measured-metric.ts';
import { THROUGHPUT } from '../../model/metric.ts';
import { deviationOfMargin, medianOf, samplesOr, summaryOf } from '../figures.ts';
import { Findings } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { isoTime } from '../origin.ts';
import { nameWithin } from '../parameters.ts';
import { grouped } from '../plain-line.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';

/**
 * What benchmark.js prints for a benchmark, and the JSON that benny saves, which runs on it.
 * @see https://benchmarkjs.com
 */
export const benchmarkjs: Reader = {
  format: 'benchmarkjs',
  title: 'benchmark.js',
  recognises(source) {
    if (isBenny(jsonOf(source))) return true;
    for (const { text } of source.lines()) if (LINE.test(plain(text))) return true;
    return false;
  },
  read(source) {
    return isBenny(jsonOf(source)) ? readBenny(source) : readText(source);
  },
};

// `array join x 1,234,567 ops/sec ±0.50% (90 runs sampled)`; the name may have an ` x ` of its own.
const LINE = /^(.*\S) x ([\d,.]+|Infinity|NaN) ops\/sec(?: ±([\d.]+|NaN|Infinity)%)? \((\d+) runs? sampled\)$/;
const FAILED = /^(.*\S): (\w*Error\b.*|Error.*)$/s;

// Colours; space around it, which the patterns would try again from each of its characters; what shells of another encoding make of ±.
function plain(text: string): string {
  return text
    .replaceAll(COLOUR, '')
    .replace(/ (?:Â±|\+-|\uFFFD)(?=[\d.])/u, ' ±')
    .trim();
}

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function readText(source: Source): IngestedFile {
  const findings = new Findings();
  const lines = new Map<string, MeasuredMetric[]>();
  for (const { text, number } of source.lines()) {
    const line = plain(text);
    const parts = LINE.exec(line);
    const failed = FAILED.exec(line);
    if (parts !== null) {
      const [, name, rate, margin, runs] = parts;
      // benchmark.js groups digits with commas, wherever it runs.
      const value = grouped(rate!);
      if (rate!.includes(',') && Number.isNaN(value))
        findings.problem(
          name!,
          `its rate is ${rate}, whose commas separate no thousands; give what it printed.`,
          number,
        );
      else if (!(value > 0 && Number.isFinite(value)))
        findings.problem(name!, `its rate is ${rate}; it does nothing that can be measured.`, number);
      else pushTo(lines, name!, rateOf(value, Number(margin), Number(runs)));
    } else if (failed !== null) {
      findings.problem(failed[1]!, `it failed: ${failed[2]!.trim()}.`, number);
    }
  }
  const run = findings.run();
  for (const [name, repeated] of lines) run.add(name, [oneOf(repeated)]);
  return findings.file(source.name);
}

function pushTo<T>(lists: Map<string, T[]>, name: string, value: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [value]);
  else list.push(value);
}

function rateOf(value: number, margin: number, runs: number): MeasuredMetric {
  const deviation = Number.isFinite(margin) ? deviationOfMargin(value, margin, runs) : null;
  return { ...THROUGHPUT, value, figures: summaryOf(deviation, runs) };
}

// Lines that repeat are samples of what they name.
function oneOf(repeated: readonly MeasuredMetric[]): MeasuredMetric {
  if (repeated.length === 1) return repeated[0]!;
  const samples = repeated.map(({ value }) => value);
  return { ...THROUGHPUT, value: medianOf(samples), figures: { kind: 'samples', samples } };
}

function isBenny(json: unknown): boolean {
  const { results, fastest, slowest } = membersOf(json);
  return fastest !== undefined && slowest !== undefined && elementsOf(results).some((each) => 'ops' in membersOf(each));
}

function readBenny(source: Source): IngestedFile {
  const json = membersOf(source.json());
  const findings = new Findings();
  const run = findings.run({ recordedAt: isoTime(json.date) });
  for (const result of elementsOf(json.results).map(membersOf)) {
    const name = nameWithin(textOf(json.name), textOf(result.name));
    const value = numberOf(result.ops);
    if (value !== null && value > 0) run.add(name, [{ ...THROUGHPUT, value, figures: bennyFigures(value, result) }]);
    else
      findings.problem(
        name,
        `its rate is ${JSON.stringify(result.ops ?? null)}: it failed, or benny has rounded it; save more digits.`,
      );
  }
  return findings.file(source.name);
}

// Seconds per call, where benny was told to save details.
function bennyFigures(value: number, { margin, samples, details }: Members): MeasuredFigures {
  const times = numbersOf(membersOf(details).sampleResults);
  const count = numberOf(samples);
  const summary = summaryOf(deviationOfMargin(value, numberOf(margin), count), count);
  return samplesOr(times?.every((time) => time > 0) ? times.map((time) => 1 / time) : null, summary);
}
