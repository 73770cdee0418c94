import { describe, expect, it } from 'vitest';
import { jmhCsv } from '../../../src/ingest/formats/jmh-csv.ts';
import { studentTQuantile } from '../../../src/statistics/core/student-t.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const HEAD = '"Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit","Param: size"';

const CSV = `# VM version: 21
${HEAD}
"org.example.Sort.merge","avgt",1,10,125.500000,2.500000,"us/op",64
"org.example.Sort.merge","avgt",1,10,250.250000,5.000000,"us/op",128
"org.example.Sort.merge:·gc.alloc.rate","avgt",1,10,900.000000,9.000000,"MB/sec",128
"org.example.Sort.merge:·gc.alloc.rate.norm","avgt",1,10,4096.000000,0.500000,"B/op",128
"org.example.Copy.all","thrpt",1,1,2000.000000,NaN,"ops/ms",
`;

const SCSV = CSV.replaceAll(',', ';');

itKeepsTheContract(jmhCsv, { CSV, 'CSV with semicolons': SCSV });

describe('CSV of JMH', () => {
  it.each([
    ['commas', CSV],
    ['semicolons', SCSV],
  ])('has a mean of each benchmark between %s, with the deviation behind its error', (_, text) => {
    const { problems, notes } = readText(jmhCsv, text);
    expect(problems).toEqual([]);
    expect(notes).toContain('What its profilers say of the collector is left out, but for allocated bytes.');
    const [small, large, copy] = benchmarksIn(jmhCsv, text);
    expect(small).toMatchObject({
      name: 'org.example.Sort.merge (size = 64)',
      metrics: [{ name: 'time', unit: 'seconds' }],
    });
    const { value, figures } = small!.metrics[0]!;
    expect(value).toBeCloseTo(125.5e-6, 15);
    const deviation = (2.5e-6 / studentTQuantile(0.9995, 9)) * Math.sqrt(10);
    expect(figures).toEqual({ kind: 'summary', deviation: expect.closeTo(deviation, 12), count: 10 });
    expect(large!.metrics.map((metric) => [metric.name, metric.value])).toEqual([
      ['time', expect.closeTo(250.25e-6, 15)],
      ['allocatedBytes', 4096],
    ]);
    expect(copy).toMatchObject({
      name: 'org.example.Copy.all',
      metrics: [{ name: 'throughput', value: 2e6, figures: { kind: 'summary', deviation: null, count: 1 } }],
    });
  });

  it.each([
    ['a decimal comma', '"a.B.c","avgt",1,10,"1,5","0,1","us/op",', /no number with a decimal point/],
    ['NaN', '"a.B.c","avgt",1,10,NaN,NaN,"us/op",', /no number with a decimal point/],
    ['a mode that contradicts its unit', '"a.B.c","thrpt",1,10,1.5,0.1,"us/op",', /contradict each other/],
    ['a line that is cut off', '"a.B.c","avgt",1,10,1', /cut off/],
  ])('says what is wrong with %s, and where', (_, line, message) => {
    const { problems } = readText(jmhCsv, `${HEAD}\n${line}`.concat(line.endsWith(',') ? '\n' : ''));
    expect(problems).toEqual([expect.objectContaining({ line: 2, message: expect.stringMatching(message) })]);
  });

  it('takes no row for the names of the columns that holds them in a cell', () => {
    const text = `${HEAD}\n"x\n${HEAD.replaceAll('"', '""')}","avgt",1,10\n"a.B.c","avgt",1,10,1,1,"us/op",\n`;
    const { runs, problems } = readText(jmhCsv, text);
    expect(runs[0]!.benchmarks.map(({ name }) => name)).toEqual(['a.B.c']);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('cut off') }]);
  });
});
