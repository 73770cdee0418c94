// The built command with a real server: several projects, a password, a server that is away, copies either way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anInstallation, RealServer } from '../baselines/postgres/real-server.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let server: RealServer;
beforeAll(async () => {
  server = await RealServer.start(anInstallation());
});
afterAll(() => server?.stop());

let databases = 0;
/** A project, and the environment by which its baselines are in a database of their own; its password is of no use, but there. */
async function place() {
  const name = `perf${++databases}`;
  await server.query(`CREATE DATABASE ${name}`);
  const cwd = project({ 'a.perf.js': performanceFile(`perf('sorting', sort, ${QUICK});`) });
  const url = server.url(name);
  const env = { EVENKEEL_STORE: url.replace('postgres@', 'postgres:s3cret@') };
  const command = (...args: readonly string[]) => evenkeel(args, { cwd, env });
  return { cwd, url, command };
}

describe('evenkeel with a Postgres server', () => {
  it('records, judges and shows what is there, and never its password', async () => {
    const { cwd, url, command } = await place();
    const empty = await command('store', 'status');
    expect(empty.out).toContain('Schema   none yet');
    expect((await command('run', '--json', 'report.json')).exitCode).toBe(0);
    const second = await command('run', '--confirm', 'history');
    expect(second.exitCode).toBe(0);
    const stored = await server.query<{ runs: number }>(
      'SELECT count(*)::integer AS runs FROM evenkeel.measurement',
      [],
      url,
    );
    expect(stored).toEqual([{ runs: 2 }]);
    const shown = await command('baseline', 'show', 'sorting', '--json');
    const { runs } = JSON.parse(shown.out) as { readonly runs: readonly Record<string, unknown>[] };
    expect(runs.map(({ testName }) => testName)).toEqual(['sorting', 'sorting']);
    expect(runs[0]).toMatchObject({
      status: 'recorded',
      runId: expect.any(String),
      estimate: expect.any(Number),
      processes: 2,
    });
    const status = await command('store', 'status');
    expect(status.out).toMatch(
      /^Store +postgres:\/\/postgres@127\.0\.0\.1:\d+\/perf\d\n.*\nSchema +\d+, the newest\nHolds +1 series, 2 runs\n$/s,
    );
    const others = [
      await command('config'),
      await command('report', '--format', 'json'),
      await command('baseline', 'list'),
    ];
    const everything = [empty, second, shown, status, ...others].flatMap(({ out, err }) => [out, err]);
    everything.push(readFileSync(join(cwd, 'report.json'), 'utf8'));
    everything.push(JSON.stringify(await server.query('SELECT content FROM evenkeel.gate', [], url)));
    expect(everything.filter((text) => text.includes('s3cret'))).toEqual([]);
  });

  it('exits with 2 where the server is away, and says where it was looked for', async () => {
    const { cwd } = await place();
    const env = { EVENKEEL_STORE: 'postgres://ci:s3cret@127.0.0.1:1/perf' };
    const { exitCode, err } = await evenkeel(['baseline', 'list'], { cwd, env });
    expect(exitCode).toBe(2);
    expect(err).toMatch(
      /^error: The store of baselines in postgres:\/\/ci@127\.0\.0\.1:1\/perf cannot be used: connect ECONNREFUSED/,
    );
    expect(err).not.toContain('s3cret');
  });

  it('refuses an address with a password on the command line, without showing it', async () => {
    const { command } = await place();
    const { exitCode, err } = await command('baseline', 'list', '--store', 'postgres://ci:s3cret@localhost/perf');
    expect(exitCode).toBe(2);
    expect(err).toContain('PGPASSWORD');
    expect(err).not.toContain('s3cret');
  });

  it('copies a file to a server and back, whole', async () => {
    const { cwd, url, command } = await place();
    const withFile = (...args: readonly string[]) => evenkeel(args, { cwd });
    for (let i = 0; i < 2; i++) await withFile('run', '--confirm', 'history');
    expect((await command('store', 'migrate')).out).toMatch(/is \d+ now; it was 0\.\n$/);
    expect((await command('store', 'migrate')).out).toMatch(/^Nothing to do: the schema of/);
    expect((await command('store', 'copy', '.performance-cache', url)).out).toBe(
      'Copied 2 runs of 1 series, and 1 gate.\n',
    );
    expect((await command('store', 'copy', url, 'elsewhere')).out).toBe('Copied 2 runs of 1 series, and 1 gate.\n');
    const runsIn = async (cache: string) =>
      (await withFile('baseline', 'show', 'sorting', '--json', '--cache', cache)).out;
    expect(await runsIn('elsewhere')).toBe(await runsIn('.performance-cache'));
    const nothing = await command('store', 'copy', 'nowhere', url);
    expect(nothing).toMatchObject({ exitCode: 2, err: expect.stringContaining('nothing to copy') });
  });
});
