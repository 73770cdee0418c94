import { describe, expect, it } from 'vitest';
import { jmhConsole } from '../../../src/ingest/formats/jmh-console.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const TEXT = `# JMH version: 1.37
# VM version: JDK 17.0.8, Some VM, 17.0.8+7
# Warmup: 1 iterations, 10 s each
# Threads: 1 thread, will synchronize iterations
# Benchmark mode: Average time, time/op
# Benchmark: org.example.Tree.insert
# Parameters: (size = 64, kind = a b)

# Run progress: 0.00% complete, ETA 00:01:00
# Fork: 1 of 2
# Warmup Iteration   1: 900.125 ms/op
Iteration   1: 300.500 ms/op
Iteration   2: 310.500 ms/op

# Fork: 2 of 2
# Warmup Iteration   1: 800.125 ms/op
Iteration   1: 304.500 ±(99.9%) 1.250 ms/op
Iteration   2: 308.500 ms/op


Result "org.example.Tree.insert":
  306.000 ±(99.9%) 28.123 ms/op [Average]

# VM version: JDK 17.0.8, Some VM, 17.0.8+7
# Benchmark mode: Throughput, ops/time
# Benchmark: org.example.Tree.copy

# Fork: N/A, test runs in the host VM
Iteration   1: 2000.000 ops/ms

Result "org.example.Tree.copy":
  2000.000 ops/ms

# Run complete. Total time: 00:00:47

Benchmark      (kind)  (size)   Mode  Cnt     Score    Error   Units
Tree.insert       a b      64   avgt    4   306.000 ± 28.123   ms/op
Tree.copy         N/A     N/A  thrpt       2000.000           ops/ms
`;

itKeepsTheContract(jmhConsole, { text: TEXT });

describe('the console of JMH', () => {
  it('gives each fork as a process, without warm-up and table', () => {
    expect(readText(jmhConsole, TEXT)).toEqual({
      runs: [
        {
          commit: null,
          recordedAt: null,
          machine: null,
          runtime: 'JDK 17.0.8, Some VM, 17.0.8+7',
          benchmarks: [
            {
              name: 'org.example.Tree.insert (size = 64, kind = a b)',
              metrics: [
                {
                  name: 'time',
                  unit: 'seconds',
                  better: 'lower',
                  scatter: 'sampled',
                  value: expect.closeTo(0.306, 12),
                  figures: {
                    kind: 'processes',
                    processes: [
                      [0.3005, 0.3105],
                      [0.3045, 0.3085],
                    ],
                  },
                },
              ],
            },
            {
              name: 'org.example.Tree.copy',
              metrics: [
                {
                  name: 'throughput',
                  unit: 'per second',
                  better: 'higher',
                  scatter: 'sampled',
                  value: 2_000_000,
                  figures: { kind: 'samples', samples: [2_000_000] },
                },
              ],
            },
          ],
        },
      ],
      problems: [],
      notes: [],
    });
  });

  it('reads what sbt puts a level before, and locales with a comma', () => {
    const text = TEXT.replace(/^/gm, '[info] ').replace(/(Iteration +\d: \d+)\./g, '$1,');
    expect(benchmarksIn(jmhConsole, text)).toEqual(benchmarksIn(jmhConsole, TEXT));
  });

  it.each([
    ['a run that was ended', 'Result "org.example.Tree.copy"', '', /^it has no result/],
    ['a figure that is too small for its unit', '2000.000 ops/ms', '≈ 10⁻³ ops/ms', /no figure in its unit/],
    ['a unit of another mode', '2000.000 ops/ms', '2000.000 ms/op', /contradict each other/],
  ])('says where there is %s', (_, from, to, message) => {
    const { problems } = readText(jmhConsole, TEXT.replace(from, to));
    expect(problems).toMatchObject([{ name: 'org.example.Tree.copy', message: expect.stringMatching(message) }]);
  });
});
