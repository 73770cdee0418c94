import { describe, expect, it } from 'vitest';
import { otava } from '../../../src/ingest/formats/otava.ts';
import { textSource } from '../../../src/ingest/source.ts';
import { itKeepsTheContract, readText } from '../contract.ts';

const TABLE = `time,commit,branch,weave_ms,score
2024.02.01 3:00:00 +0100,aaaaaa1,main,12.5,7
2024.02.03 3:00:00 +0100,aaaaaa3,main,13.5,8
2024.02.02 3:00:00 +0100,aaaaaa2,main,14.5,9
`;

const HISTOGRAMS = `#logging stats for session loom
#[Histogram log format version 1.0]
#[StartTime: 1709202030.500 (seconds since epoch), Thu Feb 29 10:20:30 UTC 2024]
#[TimeUnit: MICROSECONDS]
#Tag,Interval_Start,Interval_Length,count,min,p50,p90,p99,max
Tag=loom.weave,0.1,5.0,100,1,20,40,80,100
Tag=loom.rest,0.1,5.0,0,0,0,0,0,0
Tag=loom.weave,5.1,5.0,100,1,30,50,90,100
`;

const SORTED = TABLE.replace('02.03', '02.02').replace('02.02 3:00:00 +0100,aaaaaa2', '02.03 3:00:00 +0100,aaaaaa2');

itKeepsTheContract(otava, { table: SORTED, histograms: HISTOGRAMS });

/** Time, commit and values of each run. */
function rowsOf(text: string): readonly unknown[] {
  return readText(otava, text).runs.map(({ recordedAt, commit, benchmarks }) => [
    recordedAt,
    commit,
    ...benchmarks.map(({ metrics }) => metrics[0]!.value),
  ]);
}

describe('a table of Otava', () => {
  it('is a history, oldest first, with a benchmark for each column', () => {
    expect(rowsOf(TABLE)).toEqual([
      ['2024-02-01T02:00:00.000Z', 'aaaaaa1', 0.0125, 7],
      ['2024-02-02T02:00:00.000Z', 'aaaaaa2', 0.0145, 9],
      ['2024-02-03T02:00:00.000Z', 'aaaaaa3', 0.0135, 8],
    ]);
    expect(readText(otava, TABLE).runs[0]!.benchmarks).toEqual([
      { name: 'weave_ms', metrics: [expect.objectContaining({ name: 'time', unit: 'seconds', better: 'lower' })] },
      { name: 'score', metrics: [expect.objectContaining({ name: 'value', unit: '', better: 'higher' })] },
    ]);
  });

  it.each([
    ['seconds', '1706752800', '2024-02-01T02:00:00.000Z'],
    ['milliseconds', '1706752800250', '2024-02-01T02:00:00.250Z'],
    ['ISO 8601', '2024-02-01T03:00:00+01:00', '2024-02-01T02:00:00.000Z'],
    ['a day', '2024-02-01', '2024-02-01T00:00:00.000Z'],
    ['no zone', '2024/02/01 02:00', '2024-02-01T02:00:00.000Z'],
    ['words', '1 Feb 2024 02:00:00 GMT', '2024-02-01T02:00:00.000Z'],
  ])('has times as %s', (_, time, iso) => {
    expect(rowsOf(`time,score\n${time},7\n`)).toEqual([[iso, null, 7]]);
  });

  it('has commas in numbers where semicolons are between columns', () => {
    expect(rowsOf('timestamp;commit;score\n1706752800;aaaaaa1;10,43\n')).toEqual([
      ['2024-02-01T02:00:00.000Z', 'aaaaaa1', 10.43],
    ]);
  });

  it('has no metric of numbers that name a run', () => {
    expect(rowsOf('time\tcommit\tbuild_id\tscore\n1706752800\t1234567\t42\t7\n')).toEqual([
      ['2024-02-01T02:00:00.000Z', '1234567', 7],
    ]);
  });

  it('says which columns tell no direction', () => {
    expect(readText(otava, 'time,first,requests_per_sec,latency\n1706752800,1,2,3\n').notes).toEqual([
      expect.stringContaining('of first: more is'),
    ]);
  });

  it.each([
    ['an empty cell', '1706752900,,7', { line: 3, name: 'weave', message: '"" is no number.' }],
    ['a text', '1706752900,n/a,7', { line: 3, name: 'weave', message: '"n/a" is no number.' }],
    ['a row that is cut off', '1706752900,5', { line: 3, name: null, message: expect.stringContaining('cut off') }],
    [
      'a time that is none',
      'yesterday,5,7',
      { line: 3, name: null, message: expect.stringContaining('"yesterday" is no time') },
    ],
  ])('says where there is %s', (_, row, problem) => {
    expect(readText(otava, `time,weave,score\n1706752800,5,7\n${row}\n`).problems).toEqual([problem]);
  });

  it('does not believe the last number of a file without a line end', () => {
    const text = 'time,weave,score\n1706752800,5,7\n1706752900,6,7';
    expect(rowsOf(text)[1]).toEqual(['2024-02-01T02:01:40.000Z', null, 6]);
    expect(readText(otava, text).problems).toMatchObject([{ line: 3, name: 'score' }]);
  });

  it('is an error with several branches, as it is in Otava', () => {
    const text = TABLE.replace('aaaaaa2,main', 'aaaaaa2,spinning');
    expect(() => readText(otava, text)).toThrow('several branches (main, spinning)');
  });

  it.each([
    ['other columns', 'name,iterations\nweave,5\n'],
    ['times that are none', 'time,weave\nlater,5\n'],
    ['no figures', 'time,commit\n1706752800,1234567\n'],
    ["k6's values", 'metric_name,timestamp,metric_value\nhttp_reqs,1706752800,1\n'],
  ])('is none with %s', (_, text) => {
    expect(otava.recognises(textSource('file', text))).toBe(false);
  });
});

it('a histogram has no figure where a percentile is endless', () => {
  const { runs, problems } = readText(otava, HISTOGRAMS.replace('1,30,50,90,100', '1,1e400,50,90,100'));
  expect(runs[0]!.benchmarks[0]!.metrics[0]!.figures).toMatchObject({ samples: [expect.closeTo(20e-6, 12)] });
  expect(problems).toMatchObject([{ line: 8, message: expect.stringContaining('holds no numbers') }]);
});

it('the histograms of a session are samples of one run, in their own unit', () => {
  const { runs, notes } = readText(otava, HISTOGRAMS);
  expect(runs).toMatchObject([{ recordedAt: '2024-02-29T10:20:30.500Z', benchmarks: [{ name: 'loom.weave' }] }]);
  expect(runs[0]!.benchmarks[0]!.metrics.map(({ name, unit, value, figures }) => [name, unit, value, figures])).toEqual(
    [
      [
        'p50',
        'seconds',
        expect.closeTo(25e-6, 12),
        { kind: 'samples', samples: [expect.closeTo(20e-6, 12), expect.closeTo(30e-6, 12)] },
      ],
      ['p90', 'seconds', expect.closeTo(45e-6, 12), expect.anything()],
      ['p99', 'seconds', expect.closeTo(85e-6, 12), expect.anything()],
    ],
  );
  expect(notes[0]).toBe('Nothing was measured of what is 0 throughout: loom.rest.');
});

it.each([
  ['do not say their unit', HISTOGRAMS.replace('#[TimeUnit: MICROSECONDS]\n', '')],
  ['have a unit that is none', HISTOGRAMS.replace('MICROSECONDS', 'FORTNIGHTS')],
])('histograms that %s are not taken for nanoseconds', (_, text) => {
  expect(() => readText(otava, text)).toThrow(/does not say what its times are in: add its line #\[TimeUnit: …\]/);
});
