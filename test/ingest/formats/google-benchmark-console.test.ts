import { describe, expect, it } from 'vitest';
import { googleBenchmarkConsole } from '../../../src/ingest/formats/google-benchmark-console.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const RULE = '-'.repeat(60);

const CONSOLE = `2026-02-03T10:00:00+00:00
Running ./bench
Run on (2 X 2500 MHz CPU s)
${RULE}
Benchmark                 Time             CPU   Iterations UserCounters...
${RULE}
BM_Sort/64              126 ns          120 ns      5600000 items_per_second=508M/s
BM_Sort/64              128 ns          121 ns      5600000 items_per_second=500M/s
BM_Sort/64_mean         127 ns          120 ns            2 items_per_second=504M/s
BM_Sort/64_stddev      1.41 ns        0.707 ns            2 items_per_second=5M/s
BM_Sort/64_cv          1.11 %          0.59 %             2 items_per_second=1.00%
BM_Copy                1.50 ms         1.25 ms           20 fast and wide
BM_Grow_BigO           1.25 N          1.25 N
BM_Grow_RMS               3 %             3 %
BM_Open    ERROR OCCURRED: 'no such file'
`;

itKeepsTheContract(googleBenchmarkConsole, { console: CONSOLE });

describe('the console of Google Benchmark', () => {
  it('takes repetitions for samples, leaves out what was made of them, and says what failed', () => {
    const { problems, notes } = readText(googleBenchmarkConsole, CONSOLE);
    expect(problems).toEqual([{ line: 15, name: 'BM_Open', message: 'it failed: no such file.' }]);
    expect(notes).toEqual(['Counters are left out, which the console rounds; --benchmark_out=FILE has them.']);
    expect(benchmarksIn(googleBenchmarkConsole, CONSOLE)).toMatchObject([
      {
        name: 'BM_Sort/64',
        metrics: [
          { name: 'time', figures: { kind: 'samples', samples: [126 / 1e9, 128 / 1e9] } },
          { name: 'cpuTime', figures: { kind: 'samples', samples: [120 / 1e9, 121 / 1e9] } },
        ],
      },
      { name: 'BM_Copy', metrics: [{ value: 0.0015 }, { value: 0.00125 }] },
    ]);
  });

  it('says that the last line is cut off', () => {
    const text = CONSOLE.slice(0, CONSOLE.indexOf('1.25 ms'));
    expect(readText(googleBenchmarkConsole, text).problems).toEqual([
      { line: 12, name: null, message: 'its line is not whole: it was cut off; run it again.' },
    ]);
  });
});
