import { describe, expect, it } from 'vitest';
import { catch2 } from '../../../src/ingest/formats/catch2.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const RULE = '-'.repeat(79);
const DOTS = '.'.repeat(79);
const HEAD = `benchmark name                       samples       iterations    estimated
                                     mean          low mean      high mean
                                     std dev       low std dev   high std dev
${RULE}
`;
const TABLE = `
${'~'.repeat(79)}
tree_bench is a Catch v3.4.0 host application.
Run with -? for options

${RULE}
Tree
  with strings
${RULE}
/src/tree.cpp:12
${DOTS}

${HEAD}insert 10                                                 100           208     7.1968 ms 
                                                       344 ns        341 ns        349 ns 
                                                        19 ns         11 ns         29 ns 
                                                                                          
insert of a name                                          100             2     8.3712 ms 
that is long                                        41.731 us      41.25 us     42.622 us 
                                                     3.256 us      2.163 us      5.353 us 
                                                                                          

${RULE}
Copy
${RULE}
/src/copy.cpp:5
${DOTS}

${HEAD}copy                                                      100             1     812.48 ms 
                                                    8.1248 ms     8.1025 ms     8.1502 ms 
                                                    120.5 us      98.25 us       150.75 us 
                                                                                          

${'='.repeat(79)}
test cases: 2 | 2 passed
assertions: - none -

`;

itKeepsTheContract(catch2, { table: TABLE });

describe('Catch2', () => {
  it('gives the mean of each benchmark, named with its test case and sections', () => {
    expect(readText(catch2, TABLE)).toMatchObject({ problems: [], notes: [] });
    expect(benchmarksIn(catch2, TABLE)).toEqual([
      { name: 'Tree > with strings > insert 10', metrics: [time(344e-9, 19e-9)] },
      { name: 'Tree > with strings > insert of a name that is long', metrics: [time(41.731 / 1e6, 3.256e-6)] },
      { name: 'Copy > copy', metrics: [time(0.0081248, 120.5e-6)] },
    ]);
  });

  it('gives the mean alone where nothing was analysed', () => {
    const head = `benchmark name        samples       iterations    mean\n${RULE}\n`;
    const text = `${head}copy                     100             1     812.48 ms \n`;
    const figures = { kind: 'summary', deviation: null, count: 100 };
    expect(benchmarksIn(catch2, text)).toEqual([{ name: 'copy', metrics: [{ ...time(0.81248, 0), figures }] }]);
  });

  it.each([
    [
      'a run that was ended',
      'sort                       100             1     812.48 ms \n',
      'sort',
      /its result is missing/,
    ],
    ['a benchmark that failed', 'sort\nbenchmark failed\n', 'sort benchmark failed', /its result is missing/],
    [
      'a unit that is none',
      'sort    100   1  8 ms \n   1 parsec 1 parsec 1 parsec \n   1 ns 1 ns 1 ns \n',
      'sort',
      /no number/,
    ],
  ])('says where there is %s', (_, rows, name, message) => {
    expect(readText(catch2, HEAD + rows).problems).toEqual([
      { line: 5, name, message: expect.stringMatching(message) },
    ]);
  });
});

function time(value: number, deviation: number) {
  const figures = { kind: 'summary', deviation, count: 100 };
  return { name: 'time', unit: 'seconds', better: 'lower', scatter: 'sampled', value, figures };
}
