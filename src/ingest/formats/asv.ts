import type { IngestedFile } from '../../model/ingested.ts';
import type { MeasuredFigures, MeasuredMetric } from '../../model/measured-metric.ts';
import { type Metric, TIME } from '../../model/metric.ts';
import { deviationOfQuartiles, samplesOr, summaryOf } from '../figures.ts';
import { Findings, fewOf, type RunFindings } from '../findings.ts';
import { IngestError } from '../ingest-error.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { jsonWithNaN } from '../not-a-number.ts';
import { commitOf, isoTime, machineLine } from '../origin.ts';
import type { Reader, SourceDirectory } from '../reader.ts';
import { baseUnitOf, metricOfUnit } from '../units.ts';
import { isAsvConsole, metricOfAsvName, readAsvConsole } from './asv-console.ts';

/**
 * airspeed velocity: the file of a commit (format 1 and 2), a directory of results as a history, and what `asv run` prints.
 * @see https://asv.readthedocs.io
 */
export const asv: Reader = {
  format: 'asv',
  title: 'asv (airspeed velocity)',
  recognises(source) {
    return isResult(jsonOf(source)) || isAsvConsole(source);
  },
  read(source) {
    if (isAsvConsole(source)) return readAsvConsole(source);
    const findings = new Findings();
    readResult(membersOf(jsonWithNaN(source)), {}, findings);
    return findings.file(source.name);
  },
  recognisesDirectory({ paths }) {
    const all = new Set(paths);
    return paths.some((path) => isResultPath(path, all));
  },
  readDirectory(directory) {
    return readHistory(directory);
  },
};

function isResult(json: unknown): boolean {
  const { commit_hash, results, params, requirements } = membersOf(json);
  return textOf(commit_hash) !== null && [results, params, requirements].every((each) => Object(each) === each);
}

/** What a benchmark is, by `benchmarks.json`. */
type Described = Readonly<Record<string, unknown>>;

// Beside the machine's own file: `1a2b3c4d-virtualenv-py3.12.json`.
function isResultPath(path: string, paths: ReadonlySet<string>): boolean {
  const [, folder = '', name] = /^(.*\/)?([^/]+)$/.exec(path) ?? [];
  return /^[0-9a-f]{6,40}-.+\.json$/.test(name ?? '') && paths.has(`${folder}machine.json`);
}

function readHistory(directory: SourceDirectory): IngestedFile {
  const findings = new Findings();
  const paths = new Set(directory.paths);
  const kept = new Map<string, Described>();
  const all = directory.paths
    .filter((path) => isResultPath(path, paths))
    .flatMap((path) => {
      const json = resultAt(directory, path, findings);
      const list = listFor(path, paths);
      const described = kept.get(list ?? '') ?? (list === null ? {} : membersOf(jsonOf(directory.open(list))));
      kept.set(list ?? '', described);
      return json === null ? [] : [{ json, described }];
    });
  // Files of one commit, of several environments, keep the order of their names.
  all.sort((a, b) => (numberOf(a.json.date) ?? 0) - (numberOf(b.json.date) ?? 0));
  for (const { json, described } of all) readResult(json, described, findings);
  return findings.file(directory.name);
}

function resultAt(directory: SourceDirectory, path: string, findings: Findings): Members | null {
  try {
    const json = jsonWithNaN(directory.open(path));
    if (isResult(json)) return membersOf(json);
    findings.problem(null, `${path} is no result of asv; remove it, or write it anew.`);
  } catch (error) {
    if (!(error instanceof IngestError)) throw error;
    findings.problem(null, error.message);
  }
  return null;
}

// Where benchmarks are described: one file for all machines, in the folder above theirs.
function listFor(path: string, paths: ReadonlySet<string>): string | null {
  const folder = path.split('/').slice(0, -1);
  const candidates = [folder.slice(0, -1), folder].map((names) => [...names, 'benchmarks.json'].join('/'));
  return candidates.find((candidate) => paths.has(candidate)) ?? null;
}

function readResult(json: Members, known: Described, findings: Findings): void {
  const { cpu, os, arch } = membersOf(json.params);
  const run = findings.run({
    commit: commitOf(json.commit_hash),
    recordedAt: isoTime(json.date),
    machine: machineLine([textOf(cpu), textOf(os), textOf(arch)]),
    runtime: environmentOf(json),
  });
  for (const [name, value] of Object.entries(membersOf(json.results))) {
    const row = rowOf(value, elementsOf(json.result_columns));
    const { version } = membersOf(known[name]);
    if (version !== undefined && row.version !== undefined && row.version !== null && version !== row.version) {
      // asv does the same: what is measured by other code has its name only.
      findings.note('Results of benchmarks that were rewritten since are left out.');
    } else {
      addBenchmark(name, row, metricFor(name, membersOf(known[name]), findings), run, findings);
    }
  }
}

function environmentOf({ env_name, python }: Members): string | null {
  return textOf(env_name) ?? (textOf(python) === null ? null : `Python ${textOf(python)}`);
}

/** A benchmark's results: a list with one for each set of parameters, in either format. */
function rowOf(value: unknown, columns: readonly unknown[]): Members {
  if (columns.length > 0) {
    return Object.fromEntries(elementsOf(value).map((each, i) => [String(columns[i]), each]));
  }
  const isPlain = Object(value) !== value || Array.isArray(value);
  const { result, params, stats, samples } = isPlain ? ({ result: value } as Members) : membersOf(value);
  const all = (Array.isArray(stats) ? stats : [stats]).map(membersOf);
  return {
    result: Array.isArray(result) ? result : [result],
    params,
    samples,
    stats_q_25: all.map(({ q_25 }) => q_25),
    stats_q_75: all.map(({ q_75 }) => q_75),
    stats_repeat: all.map(({ repeat }) => repeat),
  };
}

function addBenchmark(name: string, row: Members, metric: UnitMetric, run: RunFindings, findings: Findings): void {
  const sets = parameterSets(elementsOf(row.params));
  const results = row.result === null ? sets.map(() => null) : elementsOf(row.result);
  if (results.length !== sets.length) {
    findings.problem(
      name,
      `it has ${results.length} results for ${sets.length} sets of parameters; write the file anew.`,
    );
    return;
  }
  const failed: string[] = [];
  results.forEach((result, i) => {
    const value = numberOf(result);
    if (value !== null && value >= metric.least) run.add(`${name}${sets[i]}`, [measured(metric, value, row, i)]);
    else if (result === 'NaN') findings.note('Benchmarks that were skipped (NaN) are left out.');
    else failed.push(`${sets[i]}${Object(result) === result || result == null ? '' : ` is ${String(result)}`}`.trim());
  });
  if (failed.length > 0) {
    const which = fewOf(failed.filter((each) => each !== ''));
    findings.problem(
      name,
      `it has no figure${run.at}, because it failed or was not run${which === '' ? '' : `: ${which}`}.`,
    );
  }
}

/** Above it there is a combination of everything with everything that nobody has measured. */
const MOST_SETS = 100_000;

// Every value of the first parameter with every one of the second, as asv itself writes them: `(10, 'linear')`.
function parameterSets(params: readonly unknown[]): readonly string[] {
  let sets: readonly (readonly string[])[] = [[]];
  for (const values of params) {
    if (sets.length * elementsOf(values).length > MOST_SETS) return [];
    sets = sets.flatMap((set) => elementsOf(values).map((value) => [...set, String(value)]));
  }
  return sets.map((set) => (set.length === 0 ? '' : `(${set.join(', ')})`));
}

/** A metric, and how to get to its unit. */
interface UnitMetric {
  readonly metric: Metric;
  readonly factor: number;
  /** A smaller figure is none. */
  readonly least: number;
}

function metricFor(name: string, { unit }: Described, findings: Findings): UnitMetric {
  const kind = metricOfAsvName(name);
  if (kind !== null) return { metric: kind, factor: 1, least: kind === TIME ? Number.MIN_VALUE : 0 };
  // What `track_` benchmarks return; `unit` is asv's default, and none.
  const base = baseUnitOf(textOf(unit) === 'unit' ? '' : (textOf(unit) ?? ''));
  if (base.better === 'lower' && base.unit !== 'seconds' && base.unit !== 'bytes') {
    findings.note(
      'Whether less or more of what track_ benchmarks return is better is not written; less is taken for better.',
    );
  }
  return { metric: metricOfUnit(base), factor: base.factor, least: Number.NEGATIVE_INFINITY };
}

function measured({ metric, factor }: UnitMetric, value: number, row: Members, i: number): MeasuredMetric {
  return { ...metric, value: value * factor, figures: figuresOf(row, i, factor) };
}

function figuresOf(row: Members, i: number, factor: number): MeasuredFigures {
  const [low, high, repeat] = ['stats_q_25', 'stats_q_75', 'stats_repeat'].map((column) =>
    numberOf(elementsOf(row[column])[i]),
  );
  const deviation = low == null || high == null ? null : deviationOfQuartiles(high - low) * factor;
  const samples = numbersOf(elementsOf(row.samples)[i])?.map((sample) => sample * factor) ?? null;
  return samplesOr(samples, summaryOf(deviation, repeat ?? null));
}
