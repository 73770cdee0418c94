import { describe, expect, it } from 'vitest';
import { hyperfine } from '../../../src/ingest/formats/hyperfine.ts';
import { benchmarksIn, itKeepsTheContract, readText } from '../contract.ts';

const RESULT = {
  command: './weave --fast',
  mean: 0.25,
  stddev: 0.01,
  median: 0.24,
  user: 0.2,
  system: 0.03,
  min: 0.24,
  max: 0.27,
  times: [0.24, 0.27, 0.24],
  memory_usage_byte: [2048, 4096, 1024],
  exit_codes: [0, 0, 0],
};

function json(...results: readonly object[]): string {
  return JSON.stringify({ results }, null, 2);
}

const CSV = `command,mean,stddev,median,user,system,min,max,parameter_size
"./weave, twice",0.5,0.02,0.49,0.4,0.1,0.45,0.6,10
./weave 20,1.5,0,1.5,1.25,0.25,1.5,1.5,20
`;

const MARKDOWN = `| Command | Mean [ms] | Min [ms] | Max [ms] | Relative |
|:---|---:|---:|---:|---:|
| \`./weave \\| sort\` | 12.5 ± 0.4 | 11.9 | 13.8 | 1.00 |
| \`./knit\` | 250.1 | 249.0 | 251.0 | 20.01 ± 0.70 |
`;

const ORG = `| Command  |  Mean [ms] |  Min [ms] |  Max [ms] |  Relative |
|--+--+--+--+--|
| =./weave --fast=  |  12.5 ± 0.4 |  11.9 |  13.8 |  1.00 |
| =./knit=  |  250.1 ± 1.5 |  249.0 |  251.0 |  20.01 ± 0.70 |
`;

const ASCIIDOC = `[cols="<,>,>,>,>"]
|===
| Command${' '}
| Mean [ms]${' '}
| Min [ms]${' '}
| Max [ms]${' '}
| Relative${' '}

| \`./weave --fast\`${' '}
| 12.5 ± 0.4${' '}
| 11.9${' '}
| 13.8${' '}
| 1.00${' '}

| \`./knit\`${' '}
| 250.1 ± 1.5${' '}
| 249.0${' '}
| 251.0${' '}
| 20.01 ± 0.70${' '}
|===
`;

/** What a script of npm prints before and behind what hyperfine writes to standard output. */
const BEHIND_LOG = `
> weaver@1.0.0 bench
> hyperfine --export-json - ./weave

[info] 1 command
${json(RESULT)}
Done in 3.1s.
`;

itKeepsTheContract(hyperfine, {
  JSON: json(RESULT, { ...RESULT, command: 'knit' }),
  'JSON behind lines of a log': BEHIND_LOG,
  CSV,
  Markdown: MARKDOWN,
  'Org mode': ORG,
  AsciiDoc: ASCIIDOC,
});

describe('hyperfine', () => {
  it('has a process for every run of a command', () => {
    expect(benchmarksIn(hyperfine, json(RESULT))).toEqual([
      {
        name: './weave --fast',
        metrics: [
          {
            name: 'time',
            unit: 'seconds',
            better: 'lower',
            scatter: 'sampled',
            value: 0.25,
            figures: { kind: 'processes', processes: [[0.24], [0.27], [0.24]] },
          },
          expect.objectContaining({
            name: 'cpuTime',
            value: 0.23,
            figures: { kind: 'summary', deviation: null, count: 3 },
          }),
          expect.objectContaining({
            name: 'peakMemory',
            unit: 'bytes',
            value: 2048,
            figures: { kind: 'processes', processes: [[2048], [4096], [1024]] },
          }),
        ],
      },
    ]);
  });

  it.each([
    ['Org mode', ORG],
    ['AsciiDoc', ASCIIDOC],
  ])('reads the figures of a table of %s', (_, text) => {
    expect(benchmarksIn(hyperfine, text)).toMatchObject([
      { name: './weave --fast', metrics: [{ value: 0.0125, figures: { kind: 'summary', deviation: 0.0004 } }] },
      { name: './knit', metrics: [{ value: 0.2501, figures: { kind: 'summary', deviation: 0.0015 } }] },
    ]);
  });

  it.each<[string, (row: readonly string[]) => readonly string[]]>([
    ['the mean is lost', ([, ...rest]) => rest],
    ['the mean and the least time changed places', ([mean, least, ...rest]) => [least!, mean!, ...rest]],
    ['the least and the longest time changed places', ([mean, least, most, rest]) => [mean!, most!, least!, rest!]],
    ['the last cell is lost', (row) => row.slice(0, -1)],
  ])('gives no figure to a row of AsciiDoc of which %s, and reads the others', (_, change) => {
    const lines = ASCIIDOC.split('\n');
    const at = lines.findIndex((line) => line.includes('`./weave --fast`'));
    const text = [...lines.slice(0, at + 1), ...change(lines.slice(at + 1, at + 5)), ...lines.slice(at + 5)].join('\n');
    const { runs, problems } = readText(hyperfine, text);
    expect(problems).toMatchObject([{ name: './weave --fast', message: expect.stringContaining('row is not whole') }]);
    expect(runs.flatMap(({ benchmarks }) => benchmarks.map(({ name }) => name))).toEqual(['./knit']);
  });

  it('finds its JSON behind lines of a log', () => {
    expect(benchmarksIn(hyperfine, BEHIND_LOG)).toEqual(benchmarksIn(hyperfine, json(RESULT)));
  });

  it('is a summary in files of versions that kept no times', () => {
    const { times, memory_usage_byte, exit_codes, ...old } = RESULT;
    expect(benchmarksIn(hyperfine, json(old))[0]!.metrics[0]).toMatchObject({
      value: 0.25,
      figures: { kind: 'summary', deviation: 0.01, count: null },
    });
  });

  it('names the parameters that the command does not show', () => {
    const own = { ...RESULT, command: 'build 0.10', parameters: { size: '10', level: '0.10' } };
    expect(benchmarksIn(hyperfine, json(own))[0]!.name).toBe('build 0.10 (size=10)');
  });

  it.each([
    ['no mean', { mean: null }, /has no mean/],
    ['a mean of 0, from which the shell was taken off', { mean: 0, times: [0, 0, 0] }, /mean is 0/],
    ['a command that is not there', { exit_codes: [127, 127, 127] }, /3 of its 3 runs found no command/],
    ['runs that were killed', { exit_codes: [0, null, 0] }, /1 of its 3 runs were ended by a signal/],
  ])('has no figures of %s', (_, change, message) => {
    const { runs, problems } = readText(hyperfine, json({ ...RESULT, ...change }));
    expect(runs).toEqual([]);
    expect(problems).toEqual([{ line: null, name: './weave --fast', message: expect.stringMatching(message) }]);
  });

  it('says that runs failed where hyperfine was told to ignore it', () => {
    const { runs, problems, notes } = readText(hyperfine, json({ ...RESULT, exit_codes: [1, 0, 1] }));
    expect(runs[0]!.benchmarks).toHaveLength(1);
    expect(problems).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('2 of its 3 runs failed')]);
  });

  it('uses the mean alone where single runs are 0', () => {
    const { runs, notes } = readText(hyperfine, json({ ...RESULT, times: [0, 0.25, 0.5] }));
    expect(runs[0]!.benchmarks[0]!.metrics[0]!.figures).toEqual({ kind: 'summary', deviation: 0.01, count: 3 });
    expect(notes).toEqual([expect.stringContaining('only the mean')]);
  });

  it('leaves out memory that is 0', () => {
    const { runs, notes } = readText(hyperfine, json({ ...RESULT, memory_usage_byte: [0, 0, 0] }));
    expect(runs[0]!.benchmarks[0]!.metrics.map(({ name }) => name)).toEqual(['time', 'cpuTime']);
    expect(notes).toEqual([expect.stringContaining('Peak memory is left out')]);
  });

  it('reads CSV, with commas in commands', () => {
    const read = benchmarksIn(hyperfine, CSV).map(({ name, metrics }) => [name, ...metrics.map(({ value }) => value)]);
    expect(read).toEqual([
      ['./weave, twice (size=10)', 0.5, 0.5],
      ['./weave 20', 1.5, 1.5],
    ]);
    expect(benchmarksIn(hyperfine, CSV)[0]!.metrics[0]!.figures).toEqual({
      kind: 'summary',
      deviation: 0.02,
      count: null,
    });
  });

  it('says where a row of CSV is cut off', () => {
    const { problems } = readText(hyperfine, CSV.slice(0, -4));
    expect(problems).toEqual([{ line: 3, name: null, message: expect.stringContaining('cut off') }]);
  });

  it('reads Markdown in the unit of its header', () => {
    const read = benchmarksIn(hyperfine, MARKDOWN).map(({ name, metrics }) => [
      name,
      metrics[0]!.value,
      metrics[0]!.figures,
    ]);
    expect(read).toEqual([
      ['./weave | sort', 0.0125, { kind: 'summary', deviation: 0.0004, count: null }],
      ['./knit', expect.closeTo(0.2501, 12), { kind: 'summary', deviation: null, count: null }],
    ]);
    expect(readText(hyperfine, MARKDOWN).notes).toEqual([expect.stringContaining('rounded')]);
  });

  it.each(['user', 'system'])('has no processor time where the %s part of it is missing', (part) => {
    const { [part as 'user']: _, ...rest } = RESULT;
    expect(benchmarksIn(hyperfine, json(rest))[0]!.metrics.map(({ name }) => name)).not.toContain('cpuTime');
    expect(benchmarksIn(hyperfine, json(RESULT))[0]!.metrics.map(({ name }) => name)).toContain('cpuTime');
  });

  it('takes no number of a table that is not decimal', () => {
    const { runs, problems } = readText(hyperfine, MARKDOWN.replace('250.1', '0x10'));
    expect(runs[0]!.benchmarks.map(({ name }) => name)).toEqual(['./weave | sort']);
    expect(problems).toMatchObject([{ name: './knit', message: 'its mean is no time: 0x10.' }]);
  });
});
