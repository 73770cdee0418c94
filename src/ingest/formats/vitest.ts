import type { IngestedFile } from '../../model/ingested.ts';
import { Findings, type RunFindings } from '../findings.ts';
import { elementsOf, type Members, membersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import { isoTime } from '../origin.ts';
import { nameWithin } from '../parameters.ts';
import type { Reader } from '../reader.ts';
import type { Source } from '../source.ts';
import { contradictionIn, timeOfResult } from './tinybench.ts';

/**
 * `vitest bench --outputJson` of Vitest 2 to 4, the `json` reporter of benchmarks before it, and the `json` reporter of Vitest 5,
 * where benchmarks are parts of tests. Times are tinybench's milliseconds.
 * @see https://vitest.dev/guide/benchmarking
 */
export const vitest: Reader = {
  format: 'vitest',
  title: 'Vitest bench',
  recognises(source) {
    const json = jsonOf(source);
    return (
      groupsOf(json).length > 0 ||
      suitesOf(json).length > 0 ||
      testsOf(json).some(({ benchmarks }) => benchmarks.length > 0)
    );
  },
  read(source) {
    return readReport(source);
  },
};

function readReport(source: Source): IngestedFile {
  const json = source.json();
  const findings = new Findings();
  const run = findings.run({ recordedAt: isoTime(membersOf(json).startTime) });
  for (const { name, benchmarks } of [...groupsOf(json), ...suitesOf(json)]) {
    for (const benchmark of benchmarks.map(membersOf)) {
      addResult(nameWithin(name, textOf(benchmark.name)), benchmark, run, findings);
    }
  }
  const tests = testsOf(json);
  const files = shortNames(tests.map(({ file }) => file));
  for (const test of tests) addTest(test, files.get(test.file)!, run, findings);
  if (run.size > 0) findings.note('Throughput is left out: it is the same measurement, the other way round.');
  return findings.file(source.name);
}

function addResult(name: string, result: Members, run: RunFindings, findings: Findings): void {
  const time = timeOfResult(result);
  const contradiction = contradictionIn(result);
  if (contradiction !== null) findings.problem(name, contradiction);
  else if (time === null)
    findings.problem(name, 'it has no mean above 0: it failed, or was not run to its end; look at its output.');
  else run.add(name, [time]);
}

// Vitest 2 to 4: groups by file, whose full names begin with the file and hold all `describe`s.
function groupsOf(json: unknown) {
  return elementsOf(membersOf(json).files)
    .flatMap((file) => elementsOf(membersOf(file).groups))
    .map(membersOf)
    .filter((group) => textOf(group.fullName) !== null && Array.isArray(group.benchmarks))
    .map(({ fullName, benchmarks }) => ({ name: textOf(fullName)!, benchmarks: elementsOf(benchmarks) }));
}

// Before: lists by the name of the innermost `describe`.
function suitesOf(json: unknown) {
  const isResult = (each: unknown) => 'hz' in membersOf(each) || 'rme' in membersOf(each);
  return Object.entries(membersOf(membersOf(json).testResults))
    .map(([name, results]) => ({ name, benchmarks: elementsOf(results) }))
    .filter(({ benchmarks }) => benchmarks.some(isResult));
}

/** A test of Vitest 5. */
interface BenchTest {
  /** A path of the machine it ran on. */
  readonly file: string;
  readonly titles: readonly string[];
  readonly hasFailed: boolean;
  readonly benchmarks: readonly Members[];
}

function testsOf(json: unknown): readonly BenchTest[] {
  return elementsOf(membersOf(json).testResults)
    .map(membersOf)
    .flatMap(({ name, assertionResults }) =>
      elementsOf(assertionResults)
        .map(membersOf)
        .map((test) => ({
          file: textOf(name) ?? '',
          titles: [...elementsOf(test.ancestorTitles), test.title].filter(
            (title) => typeof title === 'string' && title !== '',
          ),
          hasFailed: test.status === 'failed',
          benchmarks: elementsOf(test.benchmarks).map(membersOf),
        })),
    ) as readonly BenchTest[];
}

function addTest(
  { titles, hasFailed, benchmarks }: BenchTest,
  file: string,
  run: RunFindings,
  findings: Findings,
): void {
  const test = nameWithin(file, ...titles);
  if (hasFailed && benchmarks.length === 0)
    findings.problem(test, 'the test failed before its benchmarks; look at its output.');
  else if (hasFailed) findings.note(`${test}: the test failed; its benchmarks count.`);
  for (const { name, tasks } of benchmarks) {
    const own = textOf(name) === titles.join(' > ') ? null : textOf(name);
    for (const task of elementsOf(tasks).map(membersOf)) {
      if (task.fromStore === true) findings.note('Stored results that a benchmark was compared with are left out.');
      else addResult(nameWithin(test, own, textOf(task.name)), task, run, findings);
    }
  }
}

/** Files by their last names; with as many folders as it takes to tell them apart, and no more, because the rest is the machine's. */
function shortNames(files: readonly string[]): ReadonlyMap<string, string> {
  const parts = new Map([...new Set(files)].map((file) => [file, file.split(/[\\/]/)]));
  const short = new Map<string, string>();
  let left = [...parts.keys()];
  for (let length = 1; left.length > 0; length++) {
    const named = left.map((file) => [file, parts.get(file)!.slice(-length).join('/')] as const);
    const times = new Map<string, number>();
    for (const [, name] of named) times.set(name, (times.get(name) ?? 0) + 1);
    const isDone = ([file, name]: readonly [string, string]) =>
      times.get(name) === 1 || length >= parts.get(file)!.length;
    for (const each of named.filter(isDone)) short.set(...each);
    left = named.filter((each) => !isDone(each)).map(([file]) => file);
  }
  return short;
}
