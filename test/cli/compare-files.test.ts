import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FilesReport } from '../../src/model/compared-files.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

const HEAD = 'goos: linux\ngoarch: amd64\npkg: example.org/codec\ncpu: One\n';
const calm = [1000, 1012, 995, 1003, 1001, 998, 1007, 1002, 999, 1005];

/** Go's output: one process, whose benchmarks took so many nanoseconds. */
function goText(benchmarks: Readonly<Record<string, readonly number[]>>, head = HEAD): string {
  const lines = Object.entries(benchmarks).flatMap(([name, times]) =>
    times.map(
      (time) => `Benchmark${name}-8 \t 1000\t ${time} ns/op\t ${(1e6 / time).toFixed(2)} MB/s\t 64 B/op\t 2 allocs/op`,
    ),
  );
  return `${head}${lines.join('\n')}\nPASS\n`;
}

const times = (factor: number) => calm.map((each) => Math.round(each * factor));

/** Files in a directory, and what the command makes of two of them. */
function placeWith(files: Readonly<Record<string, string>>) {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  const json = join(directory, 'report.json');
  const at = (name: string) => (name.startsWith('-') ? name : join(directory, name));
  return async (names: readonly string[], ...flags: readonly string[]) => {
    const { exitCode, out, err } = await command(['compare', '--files', ...names.map(at), '--json', json, ...flags]);
    const report = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as FilesReport) : null;
    return { exitCode, out, err, report: report! };
  };
}

const directoryOf = (name: string, factor: number) =>
  Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [
      `${name}/${i}.txt`,
      goText({ Encode: times(factor).map((time) => time + i), Decode: calm.map((time) => time + i) }),
    ]),
  );

const verdictsOf = ({ comparisons }: FilesReport, metric = 'time') =>
  comparisons.map(({ metrics }) => metrics.find(({ name }) => name === metric)!.validation.verdict);

describe('compare --files', () => {
  it('shows every metric of two files as benchstat does, with the geometric mean', async () => {
    const compare = placeWith({
      'old.txt': goText({ Encode: calm, Decode: calm, Gone: calm }),
      'new.txt': goText({ Encode: times(0.8), Decode: calm, New: calm }),
    });
    const { exitCode, out, report } = await compare(['old.txt', 'new.txt']);
    expect(exitCode).toBe(0);
    expect(report.comparisons.map(({ metrics }) => metrics.map(({ name }) => name))).toEqual(
      Array(2).fill(['time', 'throughput', 'allocatedBytes', 'allocations']),
    );
    const [time, throughput, bytes] = report.comparisons[0]!.metrics;
    expect(time).toMatchObject({ unit: 'seconds', isSignificant: true, method: 'mann_whitney' });
    expect(time!.changePercent).toBeCloseTo(-20, 0);
    expect(throughput!.changePercent).toBeCloseTo(25, 0);
    expect(bytes).toMatchObject({ changePercent: 0, pValue: 1, isSignificant: false });
    expect(report.comparisons[1]!.metrics[0]).toMatchObject({ changePercent: 0, pValue: 1 });
    expect(report.geometricMeans[0]).toMatchObject({ name: 'time', unit: 'seconds', benchmarks: 2 });
    expect(report.geometricMeans[0]!.changePercent).toBeCloseTo(100 * (Math.sqrt(0.8) - 1), 0);
    expect({ old: report.onlyInBase, now: report.onlyInHead }).toEqual({
      old: ['BenchmarkGone'],
      now: ['BenchmarkNew'],
    });
    expect(out).toMatch(/−(?:19\.9|20\.0)\d %/);
    expect(out).toMatch(/~ \[0\.0, 0\.0\]/);
    expect(out).toContain('p=0.000 n=10');
    expect(out).toContain('geometric mean');
    expect(out).toContain('Only old (1)');
  });

  it('fails for what is slower in several processes on either side', async () => {
    const compare = placeWith({ ...directoryOf('old', 1), ...directoryOf('new', 1.2), ...directoryOf('same', 1) });
    const slower = await compare(['old', 'new']);
    expect(verdictsOf(slower.report)).toEqual(['regression', 'pass']);
    expect(slower.exitCode).toBe(1);
    expect(slower.out).toMatch(/20\.\d % slower, beyond the margin of/);
    const same = await compare(['old', 'same']);
    expect(verdictsOf(same.report)).toEqual(['pass', 'pass']);
    expect(same.exitCode).toBe(0);
  });

  it('does not fail for what a single process more may undo, unless that is asked for', async () => {
    const compare = placeWith({ 'old.txt': goText({ Encode: calm }), 'new.txt': goText({ Encode: times(1.1) }) });
    const { exitCode, out, report } = await compare(['old.txt', 'new.txt']);
    expect(verdictsOf(report)).toEqual(['inconclusive']);
    expect(exitCode).toBe(0);
    expect(report.comparisons[0]!.metrics[0]!.validation.message).toContain(
      'single processes of unchanged code differ',
    );
    expect(out).toContain('10.0 % slower in these figures (p = 0.000)');
    expect((await compare(['old.txt', 'new.txt'], '--fail-on-inconclusive')).exitCode).toBe(3);
  });

  it('compares any format that can be read, and other formats with each other', async () => {
    const hyperfine = (seconds: readonly number[]) =>
      JSON.stringify({ results: [{ command: 'make', mean: 1, stddev: 0.1, times: seconds }] });
    const compare = placeWith({
      'old.json': hyperfine(calm.map((each) => each / 1000)),
      'new.json': hyperfine(calm.map((each) => each / 700)),
    });
    const { exitCode, report } = await compare(['old.json', 'new.json'], '--format', 'hyperfine');
    expect(report.comparisons[0]).toMatchObject({ testName: 'make' });
    expect(exitCode).toBe(1);
  });

  it('could not compare: nothing in common, a cut-off file, another machine', async () => {
    const compare = placeWith({
      'old.txt': goText({ Encode: calm }),
      'other.txt': goText({ Decode: calm }),
      'torn.txt': `${goText({ Encode: calm })}BenchmarkDecode-8 \t 1000\t 12`,
      'elsewhere.txt': goText({ Encode: calm }, HEAD.replace('One', 'Two')),
      'empty.txt': '',
    });
    const apart = await compare(['old.txt', 'other.txt']);
    expect(apart.exitCode).toBe(2);
    expect(apart.out).toContain('no benchmark with a common metric');
    const torn = await compare(['old.txt', 'torn.txt']);
    expect(torn.exitCode).toBe(2);
    expect(torn.report.failures[0]).toMatchObject({ reason: 'invalid_file' });
    expect(verdictsOf(torn.report)).toEqual(['pass']);
    const elsewhere = await compare(['old.txt', 'elsewhere.txt']);
    expect(elsewhere.exitCode).toBe(2);
    expect(verdictsOf(elsewhere.report)).toEqual(['incomparable']);
    expect(elsewhere.out).toContain('another machine');
    for (const name of ['empty.txt', 'nowhere.txt']) expect((await compare(['old.txt', name])).exitCode).toBe(2);
  });

  it('compares two versions of a virtual machine where that is asked for, and says so', async () => {
    const jmh = (vmVersion: string, factor: number) =>
      JSON.stringify([
        {
          benchmark: 'org.example.Tree.insert',
          mode: 'avgt',
          vmName: 'Some VM',
          vmVersion,
          primaryMetric: { score: 1000 * factor, scoreUnit: 'ns/op', rawData: Array(8).fill(times(factor)) },
        },
      ]);
    const compare = placeWith({ 'old.json': jmh('17.0.1', 1), 'new.json': jmh('21.0.2', 1.4) });
    const apart = await compare(['old.json', 'new.json']);
    expect({ exitCode: apart.exitCode, verdicts: verdictsOf(apart.report) }).toEqual({
      exitCode: 2,
      verdicts: ['incomparable'],
    });
    expect(apart.report.comparisons[0]!.metrics[0]!.validation.message).toBe(
      'The old figures are of Some VM 17.0.1, the new ones of Some VM 21.0.2. Measure both with one; or, where this difference is ' +
        'what you ask for, give --across-versions.',
    );
    const { exitCode, report } = await compare(['old.json', 'new.json'], '--across-versions');
    expect({ exitCode, verdicts: verdictsOf(report) }).toEqual({ exitCode: 1, verdicts: ['regression'] });
    expect(report).toMatchObject({ base: { runtime: 'Some VM 17.0.1' }, head: { runtime: 'Some VM 21.0.2' } });
    expect(report.warnings.join()).toContain(
      'of Some VM 17.0.1, the new ones of Some VM 21.0.2: a change may be owed to that',
    );
  });

  it('does not take another machine for another version', async () => {
    const compare = placeWith({
      'old.txt': goText({ Encode: calm }),
      'elsewhere.txt': goText({ Encode: calm }, HEAD.replace('One', 'Two')),
    });
    const { report } = await compare(['old.txt', 'elsewhere.txt'], '--across-versions');
    expect(verdictsOf(report)).toEqual(['incomparable']);
  });

  it.each([
    [['old.txt'], 'takes two files or directories'],
    [['old.txt', 'new.txt', 'more.txt'], 'and not 3'],
    [['old.txt', 'new.txt', '--merge-base'], '--merge-base has no meaning with --files'],
    [['old.txt', 'new.txt', '--blocks', '8'], '--blocks has no meaning with --files'],
  ])('says what is wrong with %j', async (args, message) => {
    const { exitCode, err } = await command(['compare', '--files', ...args]);
    expect(exitCode).toBe(2);
    expect(err).toContain(message);
  });

  it('wants --files with what is only for files', async () => {
    const { exitCode, err } = await command(['compare', 'main', '--format', 'go']);
    expect(exitCode).toBe(2);
    expect(err).toContain('--format is for files of results: give --files with it');
  });

  it('takes some of the benchmarks, and shows what needs attention', async () => {
    const compare = placeWith({ ...directoryOf('old', 1), ...directoryOf('new', 1.2) });
    const { report, out } = await compare(['old', 'new'], '--filter', 'Enc', '--quiet');
    expect(report.comparisons.map(({ testName }) => testName)).toEqual(['BenchmarkEncode']);
    expect(out).not.toContain('geometric mean');
    expect((await compare(['old', 'new'], '--filter', 'nothing of this name')).exitCode).toBe(2);
  });
});
