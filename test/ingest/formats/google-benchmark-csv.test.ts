import { describe, expect, it } from 'vitest';
import { googleBenchmarkCsv } from '../../../src/ingest/formats/google-benchmark-csv.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const HEAD =
  'name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,label,error_occurred,error_message';

const CSV = `2026-02-03T10:00:00+00:00
Running ./bench
${HEAD},"rows"
"BM_Sort/64",1000,125.5,120.25,ns,,5e+08,,,,3
"BM_Sort/64",1000,127.5,121.25,ns,,5.1e+08,,,,3
"BM_Sort/64_mean",2,126.5,120.75,ns,,5.05e+08,,,,3
"BM_Sort/64_stddev",2,1.41,0.7,ns,,7.07e+06,,,,0
"BM_Copy",20,1.5,1.25,ms,2e+09,,"fast, and wide",,,
"BM_Open",,,,,,,,true,"no such file",
"BM_Grow_BigO",,1.25,1.25,N,,,,,,
"BM_Grow_RMS",,0.03,0.03,,,,,,,
`;

itKeepsTheContract(googleBenchmarkCsv, { CSV });

describe('CSV of Google Benchmark', () => {
  it('takes repetitions for samples, leaves out what was made of them, and says what failed', () => {
    const { problems, notes } = readText(googleBenchmarkCsv, CSV);
    expect(problems).toEqual([{ line: 9, name: 'BM_Open', message: 'it failed: no such file.' }]);
    expect(notes).toContainEqual(expect.stringContaining('BM_Grow is left out'));
    expect(benchmarksIn(googleBenchmarkCsv, CSV)).toMatchObject([
      {
        name: 'BM_Sort/64',
        metrics: [
          { name: 'time', unit: 'seconds', figures: { kind: 'samples', samples: [125.5 / 1e9, 127.5 / 1e9] } },
          { name: 'cpuTime' },
          { name: 'throughput', unit: 'per second', better: 'higher' },
          { name: 'rows', value: 3 },
        ],
      },
      { name: 'BM_Copy', metrics: [{ value: 0.0015 }, { value: 0.00125 }, { unit: 'bytes per second' }] },
    ]);
  });

  it('has a summary where only what was made of repetitions is there', () => {
    const text = `${HEAD}\n"BM_A_mean",5,10,9,us,,,,,\n"BM_A_median",5,11,9,us,,,,,\n"BM_A_stddev",5,1,1,us,,,,,\n`;
    expect(benchmarksIn(googleBenchmarkCsv, text)[0]).toMatchObject({
      name: 'BM_A',
      metrics: [{ value: 11e-6, figures: { kind: 'summary', deviation: 1e-6 } }, { name: 'cpuTime' }],
    });
  });

  it('takes no number with a comma in it, and no line that is cut off', () => {
    const text = `${HEAD}\n"BM_A",5,"1,5",1,us,,,,,\n"BM_B",5,10,9,us,,,,,\n"BM_C",5,1`;
    const { problems, runs } = readText(googleBenchmarkCsv, text);
    expect(problems.map(({ line, name }) => ({ line, name }))).toEqual([
      { line: 4, name: 'BM_C' },
      { line: 2, name: 'BM_A' },
    ]);
    expect(runs[0]!.benchmarks.map(({ name, metrics }) => [name, metrics[0]!.value])).toContainEqual(['BM_B', 1e-5]);
  });

  it('takes nothing for a result that stands before the names of the columns', () => {
    const text = `"BM_A",5,10,9,us,,,,,\n${HEAD}\n"BM_A_mean",5,10,9,us,,,,,\n`;
    expect(() => readText(googleBenchmarkCsv, text)).toThrow(/^results:1: a result stands before the names/);
  });

  it('takes what was made of repetitions for no benchmark, though these are lost', () => {
    const text = `${HEAD}\n"BM_A_mean",5,10,9,us,,,,,\n"BM_A_stddev",5,1,1,us,,,,,\n`;
    expect(benchmarksIn(googleBenchmarkCsv, text)).toMatchObject([
      { name: 'BM_A', metrics: [{ value: 1e-5, figures: { kind: 'summary', deviation: 1e-6 } }, { name: 'cpuTime' }] },
    ]);
    const { runs, notes } = readText(
      googleBenchmarkCsv,
      `${HEAD}\n"BM_A_stddev",5,1,1,us,,,,,\n"BM_B",5,9,9,us,,,,,\n`,
    );
    expect(runs[0]!.benchmarks.map(({ name }) => name)).toEqual(['BM_B']);
    expect(notes).toContain('BM_A is left out: stddev of it is no measurement.');
  });

  it('takes no row for the names of the columns that holds them in a cell', () => {
    const cell = HEAD.replaceAll('"', '""');
    expect(() => readText(googleBenchmarkCsv, `"x\n${cell}",5,10\n"BM_A",5,10,9,us,,,,,\n`)).toThrow(
      /it has no results|stands before/,
    );
  });
});
