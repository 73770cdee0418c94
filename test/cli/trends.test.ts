import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { RunRecord } from '../../src/model/baseline.ts';
import { runRecord } from '../baselines/records.ts';
import { outsideCi, temporaryDirectory } from '../framework/fixtures.ts';
import { command } from './recorder.ts';

beforeEach(outsideCi);

const BYTES = { name: 'allocatedBytes', unit: 'bytes', better: 'lower', scatter: 'counted' } as const;

async function storeWith(records: readonly RunRecord[]): Promise<string> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.append(records);
  await store.close();
  return directory;
}

/** Forty runs, the last twenty of which took a fifth longer. */
function slower(testName: string, overrides: Partial<RunRecord> = {}): RunRecord[] {
  return Array.from({ length: 40 }, (_, i) =>
    runRecord(i, {
      testName,
      estimate: (i < 20 ? 0.001 : 0.0012) * (1 + ((i * 7) % 11) / 2000),
      commit: `${String(i).padStart(2, '0')}aaaaaaaaaaaa`,
      recordedAt: new Date(Date.UTC(2026, 0, 1 + i)).toISOString(),
      ...overrides,
    }),
  );
}

const steady = (testName: string) => slower(testName).slice(0, 18);

describe('evenkeel trends', () => {
  it('shows the steps of every series, and what limits them', async () => {
    const cache = await storeWith([...slower('parse'), ...steady('print'), runRecord(1, { testName: 'sort' })]);
    const { exitCode, out, err } = await command(['trends', '--cache', cache], { width: 120 });
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    await expect(out).toMatchFileSnapshot('golden/trends.golden');
  });

  it('has them as JSON', async () => {
    const cache = await storeWith([...slower('parse'), ...steady('print')]);
    const { out } = await command(['trends', 'parse', '--json', '-', '--cache', cache]);
    const { series } = JSON.parse(out);
    expect(series).toHaveLength(1);
    const { steps, trend, ...rest } = series[0];
    expect(rest).toMatchObject({ testName: 'parse', metric: 'time', unit: 'seconds', runs: 40, notes: [] });
    expect(trend).toMatchObject({ isDrifting: false });
    expect(steps).toEqual([
      {
        commit: '20aaaaaaaaaaaa',
        previousCommit: '19aaaaaaaaaaaa',
        recordedAt: '2026-01-21T00:00:00.000Z',
        index: 20,
        changePercent: expect.closeTo(20, 0),
        interval: [expect.any(Number), expect.any(Number)],
        confidence: expect.any(Number),
      },
    ]);
    expect(steps[0].confidence).toBeGreaterThan(0.99);
    const file = join(temporaryDirectory(), 'trends.json');
    const both = await command(['trends', 'parse', '--json', file, '--cache', cache]);
    expect(both.out).toContain('slower');
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('takes the metric, the environment and the project that are asked for', async () => {
    const cache = await storeWith([
      ...slower('ours/parse'),
      ...slower('ours/parse', { metric: BYTES }),
      ...slower('theirs/parse', { environmentKey: 'elsewhere' }),
    ]);
    const found = async (...args: readonly string[]) => {
      const { out } = await command(['trends', '--json', '-', '--cache', cache, ...args]);
      return JSON.parse(out).series.map((one: Record<string, string>) => `${one.testName} ${one.metric}`);
    };
    expect(await found()).toEqual(['ours/parse time', 'ours/parse allocatedBytes', 'theirs/parse time']);
    expect(await found('--metric', 'allocatedBytes')).toEqual(['ours/parse allocatedBytes']);
    expect(await found('--env', 'elsewhere')).toEqual(['theirs/parse time']);
    expect(await found('--project', 'ours')).toEqual(['ours/parse time', 'ours/parse allocatedBytes']);
  });

  it('says of which runs it does not speak', async () => {
    const others = slower('parse').map((run) => ({ ...run, runId: `in-${run.runId}`, method: 'in_process' as const }));
    const cache = await storeWith([...others.slice(0, 5), ...slower('parse')]);
    const { out } = await command(['trends', '--json', '-', '--cache', cache]);
    expect(JSON.parse(out).series[0].notes).toEqual([
      '5 runs were measured in another way than the newest, which was measured in fresh processes: left out.',
    ]);
  });

  it('makes nothing where nothing is stored', async () => {
    const { exitCode, out } = await command(['trends', '--cache', join(temporaryDirectory(), 'none')]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^No series to look at: /);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a test that is not stored', ['pars'], /No baseline is stored under "pars"\. Did you mean "parse"\?/],
    ['a metric that no series has', ['--metric', 'tmie'], /No series has the metric "tmie"\. There is: time\./],
    ['an environment that there is none of', ['--env', 'mars'], /No baseline is stored of the environment "mars"/],
    ['a place that it cannot write to', ['--json', '/proc/none/x.json'], /--json cannot write "\/proc\/none\/x\.json"/],
  ])('says what is wrong with %s', async (_what, args, message) => {
    const cache = await storeWith(slower('parse'));
    const { exitCode, out, err } = await command(['trends', ...args, '--cache', cache]);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('lets no stored name steer the terminal', async () => {
    const name = '\u001b[2J::error::boo\n::set-output';
    const cache = await storeWith(slower(name, { environmentKey: '\u001b]0;x\u0007' }));
    for (const args of [['trends'], ['trends', '--json', '-']]) {
      const { out } = await command([...args, '--cache', cache]);
      expect(out).not.toContain('\u001b');
      expect(out).not.toMatch(/^::/m);
    }
    const file = join(temporaryDirectory(), 'x.json');
    writeFileSync(file, '');
    expect((await command(['trends', '--json', file, '--cache', cache])).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toContain('\u001b');
  });
});
