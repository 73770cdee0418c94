import type { MeasuredMetric } from '../../model/measured-metric.ts';
import { THROUGHPUT, TIME } from '../../model/metric.ts';
import { Collected } from '../collected.ts';
import { IngestError } from '../ingest-error.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import type { Reader, SourceDirectory } from '../reader.ts';

/** Where the newest run of a benchmark is; `base` and saved baselines are older ones. */
const NEWEST = /^(?:(.*)\/)?new\/(?:benchmark|estimates|sample)\.json$/;
const NANOSECONDS = 1e9;

/**
 * What criterion.rs keeps in `target/criterion`.
 * @see https://bheisler.github.io/criterion.rs/book/user_guide/user_guide.html
 */
export const criterion: Reader = {
  format: 'criterion',
  title: 'criterion.rs',
  recognises(source) {
    const json = jsonOf(source);
    const { iters, times, full_id: id, group_id: group, std_dev: deviation, mean } = membersOf(json);
    if (Array.isArray(iters) && Array.isArray(times)) return true;
    if (textOf(id) !== null && textOf(group) !== null) return true;
    return 'confidence_interval' in membersOf(deviation) && 'confidence_interval' in membersOf(mean);
  },
  read(source) {
    throw new IngestError(
      'one file of criterion.rs says neither name nor figures; give its directory, target/criterion.',
      {
        file: source.name,
      },
    );
  },
  recognisesDirectory({ paths }) {
    return directoriesIn(paths).length > 0;
  },
  readDirectory(directory) {
    const collected = new Collected();
    for (const place of directoriesIn(directory.paths)) readBenchmark(directory, place, collected);
    return collected.file(directory.name);
  },
};

/** Directories with the files of one run of one benchmark, each with a `/` behind it. */
function directoriesIn(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const [, place] = NEWEST.exec(path) ?? [];
    if (NEWEST.test(path)) found.add(place === undefined ? 'new/' : `${place}/new/`);
  }
  // The directory of one run itself.
  if (paths.includes('estimates.json') && paths.includes('sample.json')) found.add('');
  return [...found];
}

function readBenchmark(directory: SourceDirectory, place: string, collected: Collected): void {
  const files = filesOf(directory, place);
  const path = place.replace(/\/?new\/$/, '') || directory.name;
  const about = membersOf(files.benchmark);
  const name = textOf(about.full_id) ?? path;
  const missing = ['estimates', 'sample'].filter((file) => files[file] === undefined);
  const unread = missing.find((file) => directory.paths.includes(`${place}${file}.json`));
  if (missing.length > 0) {
    const what =
      unread === undefined ? `has no ${missing.join('.json and no ')}.json` : `its ${unread}.json is no JSON`;
    collected.problem(name, `${place || 'it'} ${what}: its run was ended. Run it again.`);
    return;
  }
  if (files.benchmark === undefined) collected.note(`${name} is named by its directory: it has no benchmark.json.`);
  const time = timeOf(files.estimates, files.sample);
  if (typeof time === 'string') {
    collected.problem(name, `${place}${time}`);
    return;
  }
  collected.add(name, time, { line: null });
  const rate = rateOf(membersOf(about.throughput), time);
  if (rate !== null && collected.has(name, TIME.name)) collected.add(name, rate, { line: null });
}

function filesOf(directory: SourceDirectory, place: string): Readonly<Record<string, unknown>> {
  const files: Record<string, unknown> = {};
  for (const file of ['benchmark', 'estimates', 'sample']) {
    const path = `${place}${file}.json`;
    if (directory.paths.includes(path)) files[file] = jsonOf(directory.open(path)) ?? undefined;
  }
  return files;
}

/** @returns which file is wrong, and how, where there is none. */
function timeOf(estimates: unknown, sample: unknown): MeasuredMetric | string {
  const value = pointOf(estimates, 'slope', 'Slope') ?? pointOf(estimates, 'mean', 'Mean');
  if (value === null) return 'estimates.json has neither a slope nor a mean; run it again.';
  const samples = samplesOf(sample);
  if (samples === null) return 'sample.json does not say times and iterations as numbers; run it again.';
  return { ...TIME, value: value / NANOSECONDS, figures: { kind: 'samples', samples } };
}

// There is no slope in flat sampling mode. Before 0.4 the names began with capitals.
function pointOf(estimates: unknown, name: string, old: string): number | null {
  const members = membersOf(estimates);
  return numberOf(membersOf(members[name] ?? members[old]).point_estimate);
}

/** Seconds per iteration; the two lists stood in a list before they had names. */
function samplesOf(sample: unknown): readonly number[] | null {
  const [first, second] = elementsOf(sample);
  const members: Members = membersOf(sample);
  const iterations = numbersOf(members.iters ?? first);
  const times = numbersOf(members.times ?? second);
  if (iterations === null || times === null || iterations.length !== times.length || times.length === 0) return null;
  return iterations.every((each) => each > 0)
    ? times.map((time, index) => time / iterations[index]! / NANOSECONDS)
    : null;
}

/** What one iteration handles, as a rate. */
function rateOf(throughput: Members, { value, figures }: MeasuredMetric): MeasuredMetric | null {
  const [[kind, amount] = ['', null]] = Object.entries(throughput);
  const each = numberOf(amount);
  if (each === null || each <= 0 || figures.kind !== 'samples') return null;
  const size = kind === 'Bits' ? each / 8 : each;
  const unit = kind === 'Elements' ? 'per second' : 'bytes per second';
  const samples = figures.samples.map((time) => size / time);
  if (!samples.every(Number.isFinite)) return null;
  return { ...THROUGHPUT, unit, value: size / value, figures: { kind: 'samples', samples } };
}
