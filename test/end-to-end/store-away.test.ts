// The built command with a real server that is away: before a run, in the middle of one, and back for the next.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RunReport } from '../../src/model/result.ts';
import { bundled, RealServer } from '../baselines/postgres/real-server.ts';
import { repositoryIn } from '../revisions/made-repository.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';
import { committed } from './committed.ts';
import { githubStep } from './github-environment.ts';

// A server that is away is waited for, for 15 seconds at least.
vi.setConfig({ hookTimeout: 120_000, testTimeout: 240_000 });

const PULL_REQUEST = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_REF: 'refs/pull/12/merge',
  GITHUB_HEAD_REF: 'change',
  GITHUB_BASE_REF: 'main',
};

let server: RealServer;
beforeAll(async () => {
  server = await RealServer.start(bundled());
});
afterAll(() => server?.stop());

let databases = 0;
async function place(...statements: readonly string[]) {
  const name = `perf${++databases}`;
  await server.query(`CREATE DATABASE ${name}`);
  const tests = statements.length > 0 ? statements : [`perf('sorting', sort, ${QUICK});`];
  const cwd = project({ 'a.perf.js': performanceFile(...tests) });
  const url = server.url(name);
  const env = { EVENKEEL_STORE: url.replace('postgres@', 'postgres:s3cret@') };
  const command = (...args: readonly string[]) => evenkeel(args, { cwd, env });
  const waiting = () => {
    const directory = join(cwd, '.performance-cache/spool');
    return existsSync(directory) ? readdirSync(directory).filter((file) => !file.startsWith('.')) : [];
  };
  const rows = () =>
    server.query<{ test_name: string; metric: string; status: number }>(
      'SELECT test_name, metric, status FROM evenkeel.measurement JOIN evenkeel.series USING (series)',
      [],
      url,
    );
  return { cwd, url, command, waiting, rows };
}

describe('evenkeel with a server that is away', () => {
  it('measures, lets all that it records wait, says so, and sends it when the server is back', async () => {
    const { cwd, command, waiting, rows } = await place(
      `perf('sorting', sort, { ...${QUICK}, metrics: ['allocatedBytes'] });`,
      "perf.metric('size', { unit: 'B', better: 'lower', scatter: 'single' }, () => 42);",
      "perf.command('node', [process.execPath, '-e', '0'], { runs: 3 });",
    );
    writeFileSync(join(cwd, 'results.json'), JSON.stringify([{ name: 'others', unit: 'ms', value: 3 }]));
    await server.kill();
    const away = await command('run', '--json', 'report.json');
    expect(away).toMatchObject({ exitCode: 0 });
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as RunReport;
    expect(report.results.map(({ testName, recording }) => [testName, recording.state])).toEqual([
      ['sorting', 'waiting'],
      ['size', 'waiting'],
      ['node', 'waiting'],
    ]);
    expect(report.results.map(({ validation }) => validation.verdict)).toEqual(Array(3).fill('no_baseline'));
    const said = report.warnings.filter((text) => /results wait in|Past runs could not be read/.test(text));
    expect(said).toHaveLength(2);
    const shown = away.out.replaceAll(/\s+/g, ' ');
    expect(shown).toContain('Past runs could not be read');
    expect(shown).toMatch(/\d results wait in \.performance-cache\/spool: .*ECONNREFUSED.*`evenkeel store flush`/);
    expect(shown).toContain('to be recorded when the store can be reached');
    const ingested = await command('ingest', 'results.json');
    expect(ingested).toMatchObject({ exitCode: 0 });
    expect(waiting()).toHaveLength(2);
    const text = waiting().map((name) => readFileSync(join(cwd, '.performance-cache/spool', name), 'utf8'));
    expect(text.join('')).not.toContain('s3cret');
    const status = await command('store', 'status');
    expect(status.exitCode).toBe(2);
    expect(status.out).toMatch(/^Waiting {2}\d results since 20.* UTC in \.performance-cache\/spool for postgres:\/\//);
    expect(status.err).toMatch(/ECONNREFUSED/);
    const early = await command('store', 'flush');
    expect(early).toMatchObject({ exitCode: 2, err: expect.stringContaining('ECONNREFUSED') });
    expect(waiting()).toHaveLength(2);
    await server.resume();
    const count = Number(/^Waiting {2}(\d+) results/.exec(status.out)![1]);
    const next = await command('run', '--confirm', 'history', '--filter', 'size');
    expect(next.out.replaceAll(/\s+/g, ' ')).toContain(
      `${count} results that had waited in .performance-cache/spool since`,
    );
    expect(waiting()).toEqual([]);
    const stored = await rows();
    expect(stored).toHaveLength(count + 1);
    expect(new Set(stored.map(({ test_name: name }) => name))).toEqual(new Set(['sorting', 'size', 'node', 'others']));
    const after = await command('store', 'status');
    expect(after).toMatchObject({ exitCode: 0, out: expect.not.stringContaining('Waiting') });
  });

  it('exits with 2 before it measures where it is required, or nothing can wait', async () => {
    const { cwd, command, waiting } = await place();
    await server.kill();
    try {
      const required = await command('run', '--store-required');
      expect(required).toMatchObject({ exitCode: 2, out: '' });
      expect(required.err).toMatch(/ECONNREFUSED.*`store_required` is set/s);
      expect(waiting()).toEqual([]);
      writeFileSync(join(cwd, '.performance-cache'), 'in the way');
      const full = await command('run');
      expect(full).toMatchObject({ exitCode: 2, out: '' });
      expect(full.err).toMatch(/ECONNREFUSED.*Nothing can wait in/s);
    } finally {
      await server.resume();
    }
  });

  it('keeps what it measured where the server is killed meanwhile, and sends it once by whoever flushes', async () => {
    const { cwd, command, waiting, rows } = await place(
      "import { existsSync, writeFileSync } from 'node:fs';",
      'const pause = () => new Promise((resolve) => setTimeout(resolve, 20));',
      "const setup = async () => { for (writeFileSync('begun', ''); !existsSync('killed'); ) await pause(); };",
      `perf('sorting', sort, { ...${QUICK}, setup });`,
      `perf('again', sort, ${QUICK});`,
    );
    const running = command('run', '--json', '-');
    while (!existsSync(join(cwd, 'begun'))) await new Promise((resolve) => setTimeout(resolve, 20));
    await server.kill();
    writeFileSync(join(cwd, 'killed'), '');
    const { exitCode, out } = await running;
    expect(exitCode).toBe(0);
    const { results } = JSON.parse(out) as RunReport;
    expect(results.map(({ recording }) => recording.state)).toEqual(['waiting', 'waiting']);
    expect(waiting()).toHaveLength(1);
    await server.resume();
    const flushed = await Promise.all(Array.from({ length: 4 }, () => command('store', 'flush', '--json')));
    const answers = flushed.map((each) => JSON.parse(each.out) as { readonly sent: { readonly results: number } });
    expect(flushed.map((each) => each.exitCode)).toEqual([0, 0, 0, 0]);
    expect(answers.reduce((sum, { sent }) => sum + sent.results, 0)).toBe(2);
    expect(waiting()).toEqual([]);
    expect((await rows()).map(({ test_name: name }) => name).toSorted()).toEqual(['again', 'sorting']);
  });

  it('has pairs decide where git has the code to compare with, and records nothing of a pull request', async () => {
    const { cwd, command, waiting, url } = await place();
    committed(cwd);
    const repository = repositoryIn(cwd);
    repository.git('branch', '--move', 'main');
    repository.git('switch', '--quiet', '--create', 'change');
    repository.write({ 'readme.txt': 'in other words' });
    repository.commit();
    const env = { EVENKEEL_STORE: url, ...githubStep().env, ...PULL_REQUEST };
    await server.kill();
    try {
      const asked = await evenkeel(['run', '--json', '-'], { cwd, env });
      const { results, warnings } = JSON.parse(asked.out) as RunReport;
      expect(results[0]).toMatchObject({
        evidence: { decidedBy: 'pairs', base: { ref: 'main', isMergeBase: true } },
        recording: { state: 'not_recorded' },
      });
      expect(warnings.filter((text) => text.startsWith('Past runs could not be read'))).toHaveLength(1);
      expect(waiting()).toEqual([]);
      expect(await command('store', 'flush')).toMatchObject({
        exitCode: 0,
        out: expect.stringContaining('Nothing was sent'),
      });
    } finally {
      await server.resume();
    }
  });
});
