import { parseWithin } from '../../bounded-json.ts';
import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredFigures } from '../../model/measured-metric.ts';
import type { Better, Metric } from '../../model/metric.ts';
import { deviationOfMargin, summaryOf } from '../figures.ts';
import { Findings, type RunFindings } from '../findings.ts';
import { IngestError } from '../ingest-error.ts';
import { elementsOf, type Members, membersOf, numberOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { commitOf, isoTime } from '../origin.ts';
import { nameWithin } from '../parameters.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { type BaseUnit, baseUnitOf, metricOfUnit } from '../units.ts';

/**
 * github-action-benchmark's custom JSON, where the units tell whether less is better; and the history that it keeps, as `data.js`
 * or as plain JSON, whose tools tell it.
 * @see https://github.com/benchmark-action/github-action-benchmark
 */
export const githubActionBenchmark: Reader = {
  format: 'github-action-benchmark',
  title: 'github-action-benchmark',
  recognises(source) {
    return SCRIPT.test(source.beginning) || isHistory(jsonOf(source)) || directionOf(jsonOf(source)) !== null;
  },
  read(source) {
    const json = SCRIPT.test(source.beginning) ? scriptOf(source) : source.json();
    return isHistory(json) ? readHistory(membersOf(json), source) : readCustom(source, json, directionOf(json));
  },
};

/** Custom JSON of which less is better (`customSmallerIsBetter`), whatever its units say. */
export const githubActionBenchmarkSmaller = customReader('smaller', 'lower');

/** Custom JSON of which more is better (`customBiggerIsBetter`), whatever its units say. */
export const githubActionBenchmarkBigger = customReader('bigger', 'higher');

function customReader(word: string, better: Better): Reader {
  return {
    format: `github-action-benchmark-${word}`,
    title: `github-action-benchmark (${word} is better)`,
    // Where units do not tell it, both are meant, so that their user has to say which.
    recognises: (source) => isCustom(jsonOf(source)) && directionOf(jsonOf(source)) === null,
    read: (source) => readCustom(source, source.json(), better),
  };
}

const SCRIPT = /^\s*window\.BENCHMARK_DATA\s*=/;

function scriptOf(source: Source): unknown {
  const text = source.text().replace(SCRIPT, '').trim().replace(/;$/, '');
  try {
    return parseWithin(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new IngestError(
      `what is behind window.BENCHMARK_DATA cannot be read as JSON (${why}); it may have been cut off.`,
      { file: source.name },
      error,
    );
  }
}

function isHistory(json: unknown): boolean {
  const suites = Object.values(membersOf(membersOf(json).entries));
  return suites.some((entries) => elementsOf(entries).some((entry) => Array.isArray(membersOf(entry).benches)));
}

function isCustom(json: unknown): boolean {
  const entries = elementsOf(json).map(membersOf);
  return entries.length > 0 && entries.every((entry) => ['name', 'unit', 'value'].every((member) => member in entry));
}

// One direction holds for a whole file: a rate in it says that more is better, of sizes as well; a time that less is.
function directionOf(json: unknown): Better | null {
  if (!isCustom(json)) return null;
  const units = new Set(elementsOf(json).map((entry) => baseUnitOf(String(membersOf(entry).unit)).unit));
  const hasRate = units.has('per second') || units.has('bytes per second');
  if (hasRate && units.has('seconds')) return null;
  if (hasRate) return 'higher';
  return units.has('seconds') || (units.size === 1 && units.has('bytes')) ? 'lower' : null;
}

function readCustom(source: Source, json: unknown, better: Better | null): IngestedFile {
  if (!isCustom(json))
    throw new IngestError('it is no list of benchmarks with name, unit and value each.', { file: source.name });
  if (better === null) {
    const names = [githubActionBenchmarkBigger, githubActionBenchmarkSmaller].map(({ format }) => `--format ${format}`);
    throw new IngestError(`its units do not tell whether more or less is better: say it with ${names.join(' or ')}.`, {
      file: source.name,
    });
  }
  const findings = new Findings();
  const run = findings.run();
  findings.note(
    `Custom JSON does not say which change is a good one; here ${better === 'lower' ? 'less' : 'more'} is better.`,
  );
  for (const entry of elementsOf(json))
    addBench('', membersOf(entry), { better, figures: () => summaryOf() }, run, findings);
  return findings.file(source.name);
}

function readHistory(json: Members, source: Source): IngestedFile {
  const findings = new Findings();
  const runs = Object.entries(membersOf(json.entries)).flatMap(([suite, entries]) =>
    elementsOf(entries).map((entry) => ({ suite, entry: membersOf(entry) })),
  );
  runs.sort((a, b) => (numberOf(a.entry.date) ?? 0) - (numberOf(b.entry.date) ?? 0));
  for (const { suite, entry } of runs) {
    const { id, timestamp } = membersOf(entry.commit);
    const run = findings.run({ commit: commitOf(id), recordedAt: isoTime(entry.date) ?? isoTime(timestamp) });
    const tool = TOOLS.get(String(entry.tool));
    if (tool === undefined)
      findings.note(`The tool ${String(entry.tool)} of ${suite} is not known; less is taken for better.`);
    for (const bench of elementsOf(entry.benches)) addBench(suite, membersOf(bench), tool ?? OTHER, run, findings);
  }
  findings.note("Each entry of a suite is a run of its own; the suite's name begins the names of its benchmarks.");
  return findings.file(source.name);
}

/** What is known of a tool whose results the action keeps. */
interface Tool {
  /** Null where the unit tells it. */
  readonly better: Better | null;
  /** What it says of how figures scatter. */
  readonly figures: (value: number, bench: Members) => MeasuredFigures;
}

const OTHER: Tool = { better: null, figures: () => summaryOf() };

const TOOLS: ReadonlyMap<string, Tool> = new Map([
  ...['benchmarkluau', 'cargo', 'catch2', 'go', 'googlecpp', 'jmh', 'julia'].map((name): [string, Tool] => [
    name,
    OTHER,
  ]),
  // `± 1234.5`, the standard deviation.
  ['benchmarkdotnet', { better: null, figures: (_, { range }) => summaryOf(figureIn(/^± ?([\d.e+-]+)$/, range)) }],
  ['benchmarkjs', { better: null, figures: ofBenchmarkJs }],
  ['pytest', { better: null, figures: ofPytest }],
  ['customBiggerIsBetter', { ...OTHER, better: 'higher' }],
  ['customSmallerIsBetter', { ...OTHER, better: 'lower' }],
]);

// `±0.32%`, a relative margin of error; `81 samples`.
function ofBenchmarkJs(value: number, { range, extra }: Members): MeasuredFigures {
  const count = figureIn(/^(\d+) samples/, extra);
  return summaryOf(deviationOfMargin(value, figureIn(/^± ?([\d.]+)%$/, range), count), count);
}

// `stddev: 0.04` is of seconds, where the value is of calls a second; `rounds: 5`.
function ofPytest(value: number, { range, extra }: Members): MeasuredFigures {
  const deviation = figureIn(/^stddev: ([\d.e+-]+)$/, range);
  return summaryOf(deviation === null ? null : deviation * value * value, figureIn(/rounds: (\d+)/, extra));
}

function figureIn(pattern: RegExp, text: unknown): number | null {
  const found = pattern.exec(textOf(text) ?? '')?.[1];
  return found === undefined ? null : numberOf(Number(found));
}

function addBench(suite: string, bench: Members, tool: Tool, run: RunFindings, findings: Findings): void {
  const name = nameWithin(suite, bench.name === undefined || bench.name === null ? '<no name>' : String(bench.name));
  const unit = textOf(bench.unit);
  if (unit === null) {
    findings.problem(name, `it${run.at} has no unit, so nobody knows what its value is; the action writes one.`);
    return;
  }
  const base = baseUnitOf(unit);
  const value = figureOf(bench.value);
  const isMeasured = base.unit === 'seconds' || base.unit.endsWith('per second');
  if (value === null || (isMeasured && value <= 0)) {
    findings.problem(name, `its value${run.at} is ${JSON.stringify(bench.value ?? null)}, which is none.`);
  } else {
    const metric = metricOf(base, tool.better);
    const figures = scaled(tool.figures(value, bench), base.factor);
    run.add(name, [{ ...metric, value: value * base.factor, figures }]);
  }
}

// The action takes texts that are numbers.
function figureOf(value: unknown): number | null {
  if (typeof value === 'string') return /^\s*-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null;
  return numberOf(value);
}

function metricOf(base: BaseUnit, better: Better | null): Metric {
  return { ...metricOfUnit(base), better: better ?? base.better };
}

function scaled(figures: MeasuredFigures, factor: number): MeasuredFigures {
  if (figures.kind !== 'summary' || figures.deviation === null) return figures;
  return { ...figures, deviation: figures.deviation * factor };
}
