import { describe, expect, it } from 'vitest';
import { go } from '../../../src/ingest/formats/go.ts';
import { textSource } from '../../../src/ingest/source.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const PLAIN = `goos: linux
goarch: amd64
pkg: example.org/tree
cpu: Some CPU @ 2.00GHz
BenchmarkInsert/size=10-8         	 1000000	      1200 ns/op	      48 B/op	       2 allocs/op
BenchmarkInsert/size=10-8         	 1000000	      1100 ns/op	      48 B/op	       2 allocs/op
BenchmarkInsert/size=10-8         	 1000000	      1300 ns/op	      48 B/op	       2 allocs/op
BenchmarkCopy-8                   	 5000000	       250.5 ns/op	 399.20 MB/s
PASS
ok  	example.org/tree	5.123s
`;
const EVENTS = `${[
  { Action: 'start', Package: 'example.org/tree' },
  { Action: 'output', Package: 'example.org/tree', Output: 'goos: linux\n' },
  { Action: 'output', Package: 'example.org/tree', Output: 'pkg: example.org/tree\n' },
  { Action: 'run', Package: 'example.org/tree', Test: 'BenchmarkInsert' },
  { Action: 'output', Package: 'example.org/tree', Test: 'BenchmarkInsert', Output: 'BenchmarkInsert\n' },
  { Action: 'output', Package: 'example.org/tree', Test: 'BenchmarkInsert', Output: 'BenchmarkInsert-4 \t' },
  { Action: 'output', Package: 'example.org/tree', Test: 'BenchmarkInsert', Output: '     500\t   2000 ns/op\n' },
  { Action: 'output', Package: 'example.org/tree', Output: 'PASS\n' },
  { Action: 'pass', Package: 'example.org/tree', Elapsed: 1.5 },
]
  .map((event) => JSON.stringify(event))
  .join('\n')}\n`;
const OWN_UNITS = `Unit p99-ns better=lower
Unit hits/op better=higher
Unit text-bytes assume=exact
BenchmarkServe 	 100	 5000 ns/op	 9000 p99-ns	 12 hits/op	 300.5 req/s	 77 text-bytes
BenchmarkServe 	 100	 5200 ns/op	 9100 p99-ns	 13 hits/op	 310.5 req/s	 77 text-bytes
`;

itKeepsTheContract(go, { text: PLAIN, events: EVENTS, 'units of its own': OWN_UNITS });

describe('Go benchmarks', () => {
  it('are read in base units, repeated lines as samples of one process', () => {
    expect(readText(go, PLAIN)).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: null,
          machine: 'linux amd64, Some CPU @ 2.00GHz',
          benchmarks: [
            {
              name: 'BenchmarkInsert/size=10',
              metrics: [
                metric('time', 'seconds', [1200e-9, 1100e-9, 1300e-9], 1200e-9),
                metric('allocatedBytes', 'bytes', [48, 48, 48], 48, 'lower', 'counted'),
                metric('allocations', '', [2, 2, 2], 2, 'lower', 'counted'),
              ],
            },
            {
              name: 'BenchmarkCopy',
              metrics: [
                metric('time', 'seconds', [250.5e-9], 250.5e-9),
                metric('throughput', 'bytes per second', [399_200_000], 399_200_000, 'higher'),
              ],
            },
          ],
        },
      ],
      problems: [],
      notes: [],
    });
  });

  it('are read from the events of go test -json, which split lines', () => {
    expect(benchmarksIn(go, EVENTS)).toEqual([
      { name: 'BenchmarkInsert', metrics: [metric('time', 'seconds', [2e-6], 2e-6)] },
    ]);
  });

  it('have units of their own, with what is said of them', () => {
    expect(benchmarksIn(go, OWN_UNITS)).toEqual([
      {
        name: 'BenchmarkServe',
        metrics: [
          metric('time', 'seconds', [5e-6, 5.2e-6], 5.1e-6),
          metric('p99-ns', 'seconds', [9e-6, 9.1e-6], 9.05e-6),
          metric('hits/op', 'hits/op', [12, 13], 12.5, 'higher'),
          metric('req/s', 'per second', [300.5, 310.5], 305.5, 'higher'),
          metric('text-bytes', 'bytes', [77, 77], 77, 'lower', 'single'),
        ],
      },
    ]);
  });

  it('are of several processes where their package was run several times', () => {
    const run = (time: number) => `pkg: example.org/tree\nBenchmarkA-2 10 ${time} ns/op\nPASS\n`;
    const [{ metrics: [time] = [] } = { metrics: [] }] = benchmarksIn(go, run(1000) + run(3000) + run(2000));
    expect(time).toMatchObject({ value: 2e-6, figures: { kind: 'processes', processes: [[1e-6], [3e-6], [2e-6]] } });
  });

  it('are named by package where there are several', () => {
    const text = 'pkg: a.org/x\nBenchmarkA-2 10 5 ns/op\nok a.org/x 1s\npkg: a.org/y\nBenchmarkA-2 10 6 ns/op\n';
    expect(namesIn(text)).toEqual(['a.org/x > BenchmarkA', 'a.org/y > BenchmarkA']);
  });

  it.each([
    ['it varies', ['BenchmarkA', 'BenchmarkA-2', 'BenchmarkA-4'], ['BenchmarkA', 'BenchmarkA-2', 'BenchmarkA-4']],
    ['it is part of a name', ['BenchmarkA/n-10', 'BenchmarkA/n-20'], ['BenchmarkA/n-10', 'BenchmarkA/n-20']],
    ['it is behind a part of a name', ['BenchmarkA/n-10-8', 'BenchmarkB-8'], ['BenchmarkA/n-10', 'BenchmarkB']],
  ])('keep the number behind their name where %s', (_, written, names) => {
    expect(namesIn(written.map((name) => `${name} 10 5 ns/op\n`).join(''))).toEqual(names);
  });

  it.each([
    ['a figure that is none', 'BenchmarkA-2 10 NaN ns/op', 2, 'BenchmarkA-2', /^its time is no number/],
    ['a negative figure', 'BenchmarkA-2 10 -5 ns/op', 2, 'BenchmarkA-2', /^its time is negative/],
    ['a time of zero', 'BenchmarkA-2 10 0 ns/op', 2, 'BenchmarkA-2', /^its time is 0/],
    ['a unit that is missing', 'BenchmarkA-2 10 5 ns/op 48', 2, 'BenchmarkA-2', /cut off behind 48/],
    ['a result that is missing', 'BenchmarkA-2 \tpanic: no', 2, 'BenchmarkA-2', /^it has no result/],
    ['a failure', '--- FAIL: BenchmarkA-2', 2, 'BenchmarkA-2', /^it failed/],
    ['a package that failed', 'FAIL\texample.org/tree\t0.1s', 2, null, /^example.org\/tree failed/],
    ['a panic', 'panic: index out of range', 2, null, /^a benchmark panicked: index out of range/],
    ['an event that is cut off', '{"Action":"output","Output":"Bench', 2, null, /not written whole/],
  ])('say where there is %s', (_, line, number, name, message) => {
    const { problems } = readText(go, `BenchmarkB 10 5 ns/op\n${line}\n`);
    expect(problems).toEqual([{ line: number, name, message: expect.stringMatching(message) }]);
  });

  it('are found behind what they print themselves, and behind what a log puts before them', () => {
    const text =
      'BenchmarkA-2 \tconnected\n     100\t  700 ns/op\n2024-02-29T01:02:03.4Z BenchmarkB-2 \t 100\t 5 ns/op\n';
    expect(namesIn(text)).toEqual(['BenchmarkA', 'BenchmarkB']);
    expect(readText(go, text).problems).toEqual([]);
  });

  it('may have names in lower case, as other writers of the format give them', () => {
    expect(namesIn('Benchmarkzap_total 1 500 total-bytes\nBenchmarking is fun\n')).toEqual(['Benchmarkzap_total']);
  });

  it('are not in a run without tests', () => {
    const text = 'testing: warning: no tests to run\nPASS\nok  \texample.org/tree\t0.1s\n';
    expect(go.recognises(textSource('results', text))).toBe(false);
    expect(() => readText(go, text)).toThrow(/^results: it has no results/);
  });

  it('leave out figures beyond what is kept, and say so', () => {
    const { runs, notes } = readText(go, 'BenchmarkA 10 5 ns/op\n'.repeat(20_003));
    expect(runs[0]!.benchmarks[0]!.metrics[0]!.figures).toMatchObject({ kind: 'samples', samples: { length: 20_000 } });
    expect(notes).toEqual(['3 figures are left out: 20000 of each metric are read.']);
  });

  it('has no benchmark whose name holds a NUL', () => {
    const { runs, problems } = readText(go, 'BenchmarkA\0b-8 1 5 ns/op\nBenchmarkB-8 1 5 ns/op\n');
    expect(runs[0]!.benchmarks.map(({ name }) => name)).toEqual(['BenchmarkB']);
    expect(problems).toMatchObject([{ message: 'its name is none; give it one.' }]);
  });
});

function namesIn(text: string): readonly string[] {
  return benchmarksIn(go, text).map(({ name }) => name);
}

function metric(
  name: string,
  unit: string,
  samples: readonly number[],
  value: number,
  better = 'lower',
  scatter = 'sampled',
) {
  return { name, unit, better, scatter, value, figures: { kind: 'samples', samples } };
}
