import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import type { StoredReport } from '../../src/report/json.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { storedRuns, temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

/** hyperfine's results of one command whose runs took these seconds. */
function timed(times: readonly number[], over: Readonly<Record<string, unknown>> = {}) {
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  const zeros = times.map(() => 0);
  return JSON.stringify({ results: [{ command: 'make docs', mean, stddev: 0.01, times, exit_codes: zeros, ...over }] });
}

const calm = [0.5, 0.505, 0.502, 0.501, 0.499, 0.503, 0.5, 0.504];
const slower = calm.map((each) => 1.4 * each);

/** A directory with files, and a way to ingest some of them into its store. */
function placeWith(files: Readonly<Record<string, string>>) {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  const at = (name: string) => (name.includes('.') || name === 'out' ? join(directory, name) : name);
  const json = join(directory, 'report.json');
  const ingest = async (names: readonly string[], ...flags: readonly string[]) => {
    const given = ['--cache', join(directory, 'cache'), '--json', json, ...flags];
    const { exitCode, out, err } = await command(['ingest', ...names.map(at), ...given]);
    const report = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as RunReport) : null;
    return { exitCode, out, err, report: report! };
  };
  return { directory, json, ingest };
}

/** pytest-benchmark's results of one function, by a version of Python. */
function python(version: string, data: readonly number[]) {
  const mean = data.reduce((sum, each) => sum + each, 0) / data.length;
  return JSON.stringify({
    machine_info: { cpu: { brand_raw: 'Loom CPU 9' }, python_implementation: 'CPython', python_version: version },
    commit_info: {},
    benchmarks: [
      { name: 'test_weave', fullname: 'test_weave', stats: { data, mean, stddev: 0.01, rounds: data.length } },
    ],
  });
}

const verdictsOf = ({ results }: RunReport) => results.map(({ validation }) => validation.verdict);

describe('ingest', () => {
  it('records a first run, passes the same again, and fails a slower one', async () => {
    const { ingest } = placeWith({ 'calm.json': timed(calm), 'slower.json': timed(slower) });
    const first = await ingest(['calm.json']);
    expect({ exitCode: first.exitCode, verdicts: verdictsOf(first.report) }).toEqual({
      exitCode: 0,
      verdicts: ['no_baseline'],
    });
    expect(verdictsOf((await ingest(['calm.json'])).report)).toEqual(['pass']);
    const { exitCode, out, report } = await ingest(['slower.json']);
    expect({ exitCode, verdicts: verdictsOf(report) }).toEqual({ exitCode: 1, verdicts: ['regression'] });
    expect(out).toContain('evenkeel baseline accept "make docs"');
    expect(report.results[0]!.recording).toEqual({ state: 'kept_as_regression' });
    expect(verdictsOf((await ingest(['calm.json'])).report)).toEqual(['pass']);
    expect((await ingest(['slower.json'], '--update')).exitCode).toBe(0);
    expect(verdictsOf((await ingest(['slower.json'])).report)).toEqual(['pass']);
  });

  it('writes the report of a run, each metric in base units', async () => {
    const { ingest, json } = placeWith({ 'calm.json': timed(calm, { memory_usage_byte: calm.map(() => 2 ** 20) }) });
    const { report } = await ingest(['calm.json']);
    const [result] = report.results;
    expect(result).toMatchObject({
      testName: 'make docs',
      file: expect.stringContaining('calm.json'),
      method: 'samples',
    });
    expect(result!.estimate).toBeCloseTo(0.50175, 12);
    expect(result!.statistics.median).toBeCloseTo(0.5015, 12);
    expect(result!.metrics!.map(({ name, value, unit, better }) => ({ name, value, unit, better }))).toEqual([
      { name: 'time', value: result!.estimate, unit: 'seconds', better: 'lower' },
      { name: 'peakMemory', value: 2 ** 20, unit: 'bytes', better: 'lower' },
    ]);
    // What programs read back is what was written.
    const parsed = await parseReport(readFileSync(json, 'utf8'), json);
    expect(parsed).toMatchObject({ kind: 'run' });
  });

  it('fails for the metric that got worse, and names it', async () => {
    const memory = (bytes: number) => ({ memory_usage_byte: calm.map(() => bytes) });
    const { ingest } = placeWith({ 'a.json': timed(calm, memory(1e6)), 'b.json': timed(calm, memory(2e6)) });
    await ingest(['a.json']);
    const { exitCode, out, report } = await ingest(['b.json']);
    expect(exitCode).toBe(1);
    expect(report.results[0]!.validation.message).toMatch(/^peakMemory: 100\.0 % more than the baseline/);
    expect(report.results[0]!.metrics!.map(({ validation }) => validation.verdict)).toEqual(['pass', 'regression']);
    expect(out).toContain('↳ peakMemory');
  });

  it('takes several files of one benchmark for several processes', async () => {
    const summary = (mean: number) => JSON.stringify({ results: [{ command: 'make docs', mean, stddev: null }] });
    const files = { '1.json': summary(0.5), '2.json': summary(0.51), '3.json': summary(0.52) };
    const { ingest } = placeWith(files);
    const one = await ingest(['1.json'], '--no-record');
    expect(one.report.results[0]!.metrics![0]!.evidence).toBe('summary');
    const { report } = await ingest(Object.keys(files), '--no-record');
    expect(report.results).toHaveLength(1);
    expect(report.results[0]!.metrics![0]!.evidence).toBe('processes');
    expect(report.results[0]!.estimate).toBeCloseTo(0.51, 12);
  });

  it('reads what a directory holds, and says what it left out', async () => {
    const { ingest } = placeWith({ 'out/a.json': timed(calm), 'out/notes.txt': 'nothing' });
    const { exitCode, report } = await ingest(['out']);
    expect(exitCode).toBe(0);
    expect(report.results).toHaveLength(1);
    expect(report.warnings.join('\n')).toContain('1 file in it holds no results and was left out (notes.txt)');
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[], RegExp]>([
    ['a file that is not there', {}, ['nix.json'], /there is no such file/],
    ['an empty file', { 'a.json': '' }, ['a.json'], /none of the formats that can be read/],
    ['a file of something else', { 'a.json': '{"name": "a"}' }, ['a.json'], /none of the formats/],
    ['an unknown format', { 'a.json': timed(calm) }, ['a.json', '--format', 'hyperfin'], /did you mean hyperfine/],
    ['another format than it is', { 'a.json': '{"a":1}' }, ['a.json', '--format', 'hyperfine'], /./],
    ['a file that was cut off', { 'a.json': timed(calm).slice(0, 90) }, ['a.json'], /its JSON is cut off here/],
    ['a time of zero', { 'a.json': timed(calm.map(() => 0)) }, ['a.json'], /./],
    ['a directory without results', { 'out/notes.txt': 'nothing' }, ['out'], /no file in it is of a format/],
  ])('exits with 2 for %s, and says why', async (_what, files, args, reason) => {
    const { ingest } = placeWith(files);
    const { exitCode, report } = await ingest(args);
    expect(exitCode).toBe(2);
    expect(report.results).toEqual([]);
    expect(report.failures).toHaveLength(1);
    expect(report.failures[0]!.message).toMatch(reason);
  });

  it('judges the files that can be read beside one that cannot', async () => {
    const { ingest } = placeWith({ 'a.json': timed(calm) });
    const { exitCode, report } = await ingest(['a.json', 'nix.json']);
    expect({ exitCode, results: report.results.length }).toEqual({ exitCode: 2, results: 1 });
    expect((await ingest(['a.json'])).report.results[0]!.validation.verdict).toBe('pass');
  });

  it('puts a prefix before names, and keeps projects and commits apart', async () => {
    const { ingest } = placeWith({ 'a.json': timed(calm) });
    const { report } = await ingest(['a.json'], '--prefix', 'docs: ', '--commit', 'abcdef1234');
    expect(report.results[0]!.testName).toBe('docs: make docs');
    await ingest(['a.json'], '--project', 'one');
    expect(verdictsOf((await ingest(['a.json'], '--project', 'two')).report)).toEqual(['no_baseline']);
    expect(verdictsOf((await ingest(['a.json'], '--project', 'one')).report)).toEqual(['pass']);
    expect((await ingest(['a.json'], '--commit', 'main')).exitCode).toBe(2);
  });

  it('stores what the file says that has run the benchmarks, and nothing of this machine', async () => {
    const { ingest, directory } = placeWith({ 'a.json': python('3.12.1', calm), 'b.json': timed(calm) });
    const { report } = await ingest(['a.json']);
    await ingest(['b.json']);
    expect(report.environment.madeWith).toBeUndefined();
    expect(report.results[0]!.environmentContext.madeWith).toMatchObject({ runtime: 'CPython 3.12.1', node: null });
    const runs = await storedRuns(join(directory, 'cache'));
    expect(runs.map(({ madeWith }) => madeWith)).toEqual([
      undefined,
      {
        ...{ node: null, v8: null, runtime: 'CPython 3.12.1', os: null, kernel: null, runnerImage: null },
        ...{ processor: null, machineSpeed: null, lockfiles: [] },
      },
    ]);
  });

  it('holds runs of two versions of an interpreter against each other where that is asked for, and says so', async () => {
    const { ingest } = placeWith({ 'old.json': python('3.11.9', calm), 'new.json': python('3.12.1', slower) });
    await ingest(['old.json']);
    expect(verdictsOf((await ingest(['new.json'])).report)).toEqual(['incomparable']);
    await ingest(['old.json'], '--across-versions');
    const { exitCode, report } = await ingest(['new.json'], '--across-versions');
    // One process a run says little, but it is held against the other version.
    expect({ exitCode, verdicts: verdictsOf(report) }).toEqual({ exitCode: 0, verdicts: ['inconclusive'] });
    expect(report.results[0]!.change?.percent).toBeCloseTo(40, 5);
    expect(report.warnings.join()).toContain('whatever has run them; here CPython 3.12.1.');
  });

  it('stores runs without what a file calls commits and git does not, and says so; and what of a history cannot be stored', async () => {
    const lines = Array.from(
      { length: 9 },
      (_, i) => `${i === 3 ? 1960 : 2026}.01.0${i + 1} 3:00:00 +0100,zzz${i},${100 + i}`,
    );
    const { ingest } = placeWith({ 'table.csv': `time,commit,requests\n${lines.join('\n')}\n` });
    const { exitCode, report, err } = await ingest(['table.csv'], '--history');
    const said = report.warnings.join('\n');
    expect(said).toContain('("zzz3", "zzz0", "zzz1" and 6 more), so its runs are stored without');
    expect(said).toContain('8 older runs of the history were recorded with their own dates');
    expect(said).toMatch(/1 figure of them was not recorded: recordedAt/);
    expect(report.results.map(({ recording }) => recording.state)).toEqual(['recorded']);
    expect(exitCode, err).toBe(0);
  });

  it('records each run of a history with its own date, and judges the newest', async () => {
    const entry = (day: number, value: number) => ({
      commit: { id: `${day}`.repeat(40), timestamp: `2026-01-0${day}T12:00:00Z` },
      date: Date.UTC(2026, 0, day, 12),
      tool: 'customSmallerIsBetter',
      benches: [{ name: 'parse', value, unit: 'ms' }],
    });
    const content = (days: readonly number[], last: number) => {
      const runs = days.map((day) => entry(day, day === days.at(-1) ? last : 10 + day / 100));
      return `window.BENCHMARK_DATA = ${JSON.stringify({ lastUpdate: 1, repoUrl: '', entries: { docs: runs } })}`;
    };
    const { ingest, directory } = placeWith({
      'data.js': content([1, 2, 3, 4, 5, 6], 10.02),
      'slow.js': content([1, 2, 3, 4, 5, 6], 30),
    });
    const newest = await ingest(['data.js'], '--no-record');
    expect(newest.report.warnings.join()).toContain('it holds 6 runs, of which only the newest was judged');
    const slow = await ingest(['slow.js'], '--history');
    expect({ exitCode: slow.exitCode, verdicts: verdictsOf(slow.report) }).toEqual({
      exitCode: 1,
      verdicts: ['regression'],
    });
    expect(slow.report.warnings.join()).toContain('5 older runs of the history were recorded with their own dates');
    const again = await ingest(['data.js'], '--history');
    expect(verdictsOf(again.report)).toEqual(['pass']);
    const stored = await command(['report', '--format', 'json', '--cache', join(directory, 'cache')]);
    const [series] = (JSON.parse(stored.out) as StoredReport).series;
    // The older runs of both files are the same ones.
    expect(series!.baseline).toMatchObject({ runCount: 6 });
    expect(series!.baseline!.metadata).toMatchObject({ firstRecordedAt: '2026-01-01T12:00:00.000Z' });
  });

  it('reads a format of your own, and refuses a module that is no reader', async () => {
    const reader = `export default {
      format: 'lines',
      title: 'lines of a name and milliseconds',
      recognises: (source) => source.beginning.startsWith('# lines'),
      read: (source) => ({
        runs: [{ commit: null, recordedAt: null, machine: null, benchmarks: [...source.lines()].slice(1).map(({ text }) => {
          const [name, ms] = text.split(' ');
          const value = Number(ms) / 1000;
          return { name, metrics: [{ name: 'time', unit: 'seconds', better: 'lower', scatter: 'sampled', value,
            figures: { kind: 'summary', deviation: null, count: null } }] };
        }) }],
        problems: [],
        notes: [],
      }),
    };`;
    const { ingest, directory } = placeWith({
      'own.txt': '# lines\nparse 12\n',
      'own.mjs': reader,
      'no.mjs': 'export default {};',
    });
    const { exitCode, report } = await ingest(['own.txt'], '--reader', join(directory, 'own.mjs'));
    expect(exitCode).toBe(0);
    expect(report.results.map(({ testName, estimate }) => [testName, estimate])).toEqual([['parse', 0.012]]);
    const { exitCode: refused, err } = await ingest(['own.txt'], '--reader', join(directory, 'no.mjs'));
    expect({ refused, err }).toEqual({
      refused: 2,
      err: expect.stringMatching(/is no reader: it lacks format \(a string\)/),
    });
    expect((await ingest(['own.txt'], '--reader', join(directory, 'nix.mjs'))).err).toMatch(/cannot be loaded/);
  });

  it('records nothing where it is told so', async () => {
    const { ingest, directory } = placeWith({ 'a.json': timed(calm) });
    const { report } = await ingest(['a.json'], '--no-record');
    expect(report.results[0]!.recording.state).toBe('not_recorded');
    expect(existsSync(join(directory, 'cache'))).toBe(false);
    expect((await ingest(['a.json'], '--no-record', '--update')).exitCode).toBe(2);
  });
});
