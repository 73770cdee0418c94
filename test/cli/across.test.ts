// Projects and kinds of machine side by side: the command in this process, on a SQLite file and on a real server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openPostgresStore } from '../../src/baselines/postgres/postgres-store.ts';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { AcrossReport } from '../../src/model/across.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import type { MachineSpeed } from '../../src/model/made-with.ts';
import { bundled, RealServer } from '../baselines/postgres/real-server.ts';
import { madeWith, runRecord, seededRandom } from '../baselines/records.ts';
import { temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

vi.setConfig({ hookTimeout: 120_000 });
beforeEach(() => {
  vi.stubEnv('EVENKEEL_PROJECT', 'team/project');
  return () => vi.unstubAllEnvs();
});

const BYTES = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' } as const;
const speed = (factor: number): MachineSpeed => ({ factor, compute: factor, memory: factor, allocation: factor });

/** Runs that take `seconds`, a percent more or less. */
function runs(seconds: number, over: Partial<RunRecord> = {}, count = 12): RunRecord[] {
  const random = seededRandom(Math.round(1e6 * seconds));
  return Array.from({ length: count }, (_, day) =>
    runRecord(day, { testName: 'parse', estimate: seconds * (0.99 + 0.02 * random()), ...over }),
  );
}

/** A SQLite file with these runs, and a way to ask about it. */
async function fileWith(records: readonly RunRecord[]) {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  const report = join(directory, 'across.json');
  const across = async (...flags: readonly string[]) => {
    const told = await command(['across', '--cache', directory, '--json', report, ...flags]);
    return { ...told, report: JSON.parse(readFileSync(report, 'utf8')) as AcrossReport };
  };
  return {
    directory,
    across,
    ask: (...flags: readonly string[]) => command(['across', '--cache', directory, ...flags]),
  };
}

const linux = runs(0.002, { madeWith: madeWith({ machineSpeed: speed(1) }) });
const darwin = runs(0.0012, { environmentKey: 'darwin-arm64', madeWith: madeWith({ machineSpeed: speed(0.5) }) });

describe('across, of kinds of machine', () => {
  it('ranks what is normalised, with intervals, as a table', async () => {
    const { across } = await fileWith([...linux, ...darwin, ...runs(1, { testName: 'alone' })]);
    const { exitCode, out, err, report } = await across();
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const [test] = report.tests;
    // On the reference machine 2.0 ms, and 1.2 ms ÷ 0.5.
    expect(test!.normalising).toBe('by_factor');
    expect(
      test!.rows.map(({ environmentKey, rank, isReference, differs }) => [environmentKey, rank, isReference, differs]),
    ).toEqual([
      ['linux-x86_64-node20', 1, true, null],
      ['darwin-arm64', 2, false, true],
    ]);
    expect(test!.rows[1]!.change!.percent).toBeCloseTo(20, -1);
    expect(test!.rows[1]!.factor).toBe(0.5);
    expect(report).toMatchObject({ kind: 'across', alone: 1, moves: [], warnings: [] });
    await expect(out).toMatchFileSnapshot('golden/across.golden');
  });

  it('says of each row where it cannot be normalised', async () => {
    const { across } = await fileWith([...linux, ...runs(0.001, { environmentKey: 'windows' })]);
    const { out, report } = await across();
    expect(report.tests[0]!.rows.map(({ rank, differs }) => [rank, differs])).toEqual([
      [1, null],
      [null, null],
    ]);
    expect(out).toMatch(/cannot be normalised: none of its runs says how fast/);
  });

  it('needs no factor for what is counted', async () => {
    const bytes = (estimate: number, environmentKey: string) => runs(1, { metric: BYTES, estimate, environmentKey });
    const { across } = await fileWith([...bytes(1000, 'x'), ...bytes(1500, 'y')]);
    const { report } = await across('--metric', 'allocatedBytes');
    expect(report.tests[0]).toMatchObject({ normalising: 'not_needed', metric: BYTES });
    expect(report.tests[0]!.rows[1]).toMatchObject({ environmentKey: 'y', differs: true, normalised: null });
  });

  it('writes CSV that no spreadsheet takes for a formula', async () => {
    const testName = '=cmd()\u001b[2J';
    const hostile = (list: readonly RunRecord[]) => list.map((record) => ({ ...record, testName }));
    const { ask } = await fileWith([...hostile(linux), ...hostile(darwin)]);
    const { out } = await ask('--csv', '-');
    const [heading, ...rows] = out.trimEnd().split('\r\n');
    expect(heading).toMatch(/^test,metric,unit,normalising,rank,project,environment,runs,/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^'=cmd\(\)/);
    expect(out).not.toContain('\u001b');
  });

  it('lets no name steer the terminal', async () => {
    const name = 'a\u001b]0;boo\u0007\n::error::b\u202e';
    const made = madeWith({ machineSpeed: speed(1), node: '\u001b[31m1' });
    const over = { testName: name, environmentKey: name, madeWith: made, commit: null, branch: name };
    const { ask } = await fileWith([...runs(1, over), ...runs(2, { ...over, environmentKey: `${name}2` })]);
    const { out } = await ask();
    for (const character of ['\u001b', '\u0007', '\u202e']) expect(out).not.toContain(character);
    expect(out).not.toMatch(/^::error/m);
  });

  it('takes part of a name, and a star for anything', async () => {
    const other = [...linux, ...darwin].map((record) => ({ ...record, testName: 'print' }));
    const { across } = await fileWith([...linux, ...darwin, ...other]);
    const namesOf = async (...flags: readonly string[]) =>
      (await across(...flags)).report.tests.map(({ testName }) => testName);
    expect(await namesOf()).toEqual(['parse', 'print']);
    expect(await namesOf('--test', 'p*se')).toEqual(['parse']);
    expect(await namesOf('-t', 'int')).toEqual(['print']);
    expect(await namesOf('--test', '*')).toEqual(['parse', 'print']);
  });

  it('looks at runs from a day on', async () => {
    const { across } = await fileWith([...linux, ...darwin]);
    const { report } = await across('--since', '2026-01-08');
    expect(report.tests[0]!.rows.map((row) => row.runs)).toEqual([5, 5]);
    expect((await across('--since', '2027-01-01')).report).toMatchObject({ tests: [], alone: 0, projects: [] });
  });

  it('counts several runs of one commit, and clocks that were set back', async () => {
    const again = linux.map((record, i) => ({
      ...record,
      commit: 'abcdef1',
      recordedAt: linux.at(-1 - i)!.recordedAt,
    }));
    const { across } = await fileWith([...again, ...darwin]);
    const { report, err } = await across();
    expect(err).toBe('');
    expect(report.tests[0]!.rows.map((row) => row.runs)).toEqual([12, 12]);
  });

  it('has nothing to say of an empty store, and makes none', async () => {
    const directory = join(temporaryDirectory(), 'none');
    const { exitCode, out } = await command(['across', '--cache', directory]);
    expect(exitCode).toBe(0);
    expect(out).toBe('Nothing is stored that could be compared: "evenkeel run" stores it.\n');
  });

  it.each<[readonly string[], RegExp]>([
    [['--metric', 'tme'], /The store has no metric "tme"\. Did you mean "time"\?/],
    [['--metric', 'heap'], /The store has no metric "heap"\. There is "time"\./],
    [['--project', 'nobody/nothing'], /The store has no project "nobody\/nothing"/],
    [['--reference', 'nobody/nothing'], /The store has no project "nobody\/nothing"/],
    [['--test', 'weave'], /No test that is stored has "weave" in its name/],
    [['--since', 'yesterday'], /neither a date, such as 2026-11-28, nor a number of days, such as 14d/],
    [['--since', '2026-02-30'], /neither a date/],
    [['--json', '-', '--csv', '-'], /cannot both be written to standard output/],
    [['--csv', '/dev/null/all.csv'], /--csv cannot write/],
  ])('%j is told what is wrong', async (flags, message) => {
    const { ask } = await fileWith([...linux, ...darwin]);
    const { exitCode, out, err } = await ask(...flags);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('across, of projects', () => {
  let server: RealServer;
  beforeAll(async () => {
    server = await RealServer.start(bundled());
  });
  afterAll(() => server?.stop());

  /** Stores runs of a project. */
  async function store(project: string, records: readonly RunRecord[]) {
    const opened = await openPostgresStore({ url: server.url(), project, env: {} });
    await opened.append(records);
    await opened.close();
  }

  /** Runs of three weeks, that take 6 % longer from the day on which Node changed. */
  const upgraded = (seconds: number, testName: string) =>
    runs(seconds, { testName }, 21).map((record, day) => ({
      ...record,
      estimate: record.estimate * (day >= 14 ? 1.06 : 1),
      madeWith: madeWith({ node: day >= 14 ? '20.20.0' : '20.19.5' }),
    }));

  it('ranks them, and says once what moved in several on the same day', async () => {
    for (const [i, project] of ['team/a', 'team/b', 'team/c'].entries()) {
      await store(project, [...upgraded(0.001 * (1 + i / 10), 'parse'), ...upgraded(0.003 + i / 1000, `own ${i}`)]);
    }
    const { exitCode, out, err } = await command(['across', '--store', server.url(), '--test', 'parse']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    await expect(out).toMatchFileSnapshot('golden/across-projects.golden');
    const all = await command(['across', '--store', server.url(), '--json', '-', '--reference', 'team/b']);
    const report = JSON.parse(all.out) as AcrossReport;
    expect(report.projects).toEqual(['team/a', 'team/b', 'team/c']);
    expect(report.moves).toHaveLength(1);
    expect(report.moves[0]).toMatchObject({
      day: '2026-01-15',
      projects: expect.arrayContaining(['team/a', 'team/b', 'team/c']),
      facts: [{ name: 'Node', from: '20.19.5', to: '20.20.0' }],
    });
    expect(report.moves[0]!.series.map(({ testName }) => testName)).toEqual(expect.arrayContaining(['parse', 'own 0']));
    expect(report.tests[0]!.rows.map(({ project, isReference }) => [project, isReference])).toEqual([
      ['team/a', false],
      ['team/b', true],
      ['team/c', false],
    ]);
    const two = await command(['across', '--store', server.url(), '--json', '-', '--project', 'team/a', 'team/c']);
    expect((JSON.parse(two.out) as AcrossReport).projects).toEqual(['team/a', 'team/c']);
  });
});
