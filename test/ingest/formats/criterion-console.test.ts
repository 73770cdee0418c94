import { describe, expect, it } from 'vitest';
import { criterionConsole } from '../../../src/ingest/formats/criterion-console.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const PLAIN = `     Running benches/tree.rs (target/release/deps/tree-0123456789abcdef)
Benchmarking insert
Benchmarking insert: Warming up for 3.0000 s
Benchmarking insert: Collecting 100 samples in estimated 5.0000 s (15B iterations)
Benchmarking insert: Analyzing
insert                  time:   [1.2000 µs 1.2500 µs 1.3000 µs]
                        change: [−2.0565% −0.2521% +1.6377%] (p = 0.79 > 0.05)
                        No change in performance detected.
Found 8 outliers among 100 measurements (8.00%)
  6 (6.00%) high mild

tree of strings/insert of many/4096
                        time:   [320.50 ms 321.25 ms 322.75 ms]
                        thrpt:  [12.300 MiB/s 12.500 MiB/s 12.700 MiB/s]
                 change:
                        time:   [+1.2000% +2.3000% +3.4000%] (p = 0.00 < 0.05)
                        thrpt:  [−3.4000% −2.3000% −1.2000%]
                        Performance has regressed.
lookup: by key          time:   [15.000 ps 16.000 ps 17.000 ps]
                        thrpt:  [1.2000 Melem/s 1.5000 Melem/s 1.7000 Melem/s]
`;

itKeepsTheContract(criterionConsole, { text: PLAIN });

describe('the console of criterion.rs', () => {
  it('gives the estimates in the middle, names on lines of their own, and no changes', () => {
    expect(benchmarksIn(criterionConsole, PLAIN)).toEqual([
      { name: 'insert', metrics: [summary('time', 'seconds', 'lower', 1.25e-6)] },
      {
        name: 'tree of strings/insert of many/4096',
        metrics: [
          summary('time', 'seconds', 'lower', 0.32125),
          summary('throughput', 'bytes per second', 'higher', 12.5 * 2 ** 20),
        ],
      },
      {
        name: 'lookup: by key',
        metrics: [summary('time', 'seconds', 'lower', 16e-12), summary('throughput', 'per second', 'higher', 1.5e6)],
      },
    ]);
    expect(readText(criterionConsole, PLAIN)).toMatchObject({
      problems: [],
      notes: [expect.stringContaining('directory')],
    });
  });

  it.each([
    ['1.0000 MB/s 2.0000 MB/s 3.0000 MB/s', 2e6, 'bytes per second'],
    ['1.0000 KiB/s 2.0000 KiB/s 3.0000 KiB/s', 2048, 'bytes per second'],
    ['1.0000 Kb/s 2.0000 Kb/s 3.0000 Kb/s', 250, 'bytes per second'],
    ['1.0000  elem/s 2.0000  elem/s 3.0000  elem/s', 2, 'per second'],
  ])('gives a throughput of [%s]', (text, value, unit) => {
    const lines = `a                       time:   [1.0 s 2.0 s 3.0 s]\n                        thrpt:  [${text}]\n`;
    expect(benchmarksIn(criterionConsole, lines)[0]!.metrics[1]).toMatchObject({ value, unit });
  });

  it('is read with colours and overwritten lines', () => {
    const line =
      'Benchmarking a: Analyzing\r\u001B[32ma\u001B[0m                       time:   [1.0 s \u001B[1m2.0 s\u001B[0m 3.0 s]\n';
    expect(benchmarksIn(criterionConsole, line)).toEqual([
      { name: 'a', metrics: [summary('time', 'seconds', 'lower', 2)] },
    ]);
  });

  it('takes a name that was printed among the steps of a run from there', () => {
    const text = 'Benchmarking b: Analyzing\n                        time:   [1.0 s 2.0 s 3.0 s]\n';
    expect(benchmarksIn(criterionConsole, text)[0]!.name).toBe('b');
  });

  it.each([
    ['a benchmark without result', 'Benchmarking b: Warming up for 3.0000 s', 'b', /^it has no result/],
    ['times that cannot be read', 'b                       time:   [1,5 s 2,5 s 3,5 s]', 'b', /cannot be read/],
  ])('says where there is %s', (_, line, name, message) => {
    const { problems } = readText(criterionConsole, `a                       time:   [1.0 s 2.0 s 3.0 s]\n${line}\n`);
    expect(problems).toEqual([{ line: 2, name, message: expect.stringMatching(message) }]);
  });
});

function summary(name: string, unit: string, better: string, value: number) {
  return { name, unit, better, scatter: 'sampled', value, figures: { kind: 'summary', deviation: null, count: null } };
}
