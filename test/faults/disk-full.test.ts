import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { RunReport } from '../../src/model/result.ts';
import { runRecord } from '../baselines/records.ts';
import { useTemporaryDirectory } from '../baselines/sqlite/temporary-directory.ts';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { CAN_MOUNT, evenkeelCommand, program, run, withFileLimit, withMounts } from './processes.ts';

const temporaryDirectory = useTemporaryDirectory();
const TESTS = 10;
const ARGUMENTS = ['run', '--iterations', '6', '--processes', '1', '--json', '-'];

/** What `programs/fill.mjs` tells. */
interface Filled {
  readonly acknowledged: number;
  readonly error: { readonly name: string; readonly code: string; readonly message: string };
  readonly kept: readonly number[];
  readonly after: readonly number[] | null;
  readonly warnings: readonly string[];
}

function expectKept(text: string): Filled {
  const filled = JSON.parse(text) as Filled;
  expect(filled.acknowledged).toBeGreaterThan(5);
  expect(filled.error).toMatchObject({ name: 'StoreError', code: 'STORE' });
  // All of what was acknowledged, and nothing of the run that did not fit.
  expect(filled.kept).toEqual(Array.from({ length: TESTS }, () => filled.acknowledged));
  expect(filled.warnings).toEqual([]);
  return filled;
}

describe('a disk that is full', () => {
  it.runIf(CAN_MOUNT)('keeps what was stored, says so, and goes on once there is room', async () => {
    const directory = temporaryDirectory();
    const ballast = join(directory, 'ballast');
    const mount = `mount -t tmpfs -o size=400k none '${directory}' && head -c 150000 /dev/zero > '${ballast}'`;
    const { exitCode, out, err } = await run(withMounts(mount, program('fill.mjs', directory, ballast)));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { error, acknowledged, after } = expectKept(out);
    expect(error.message).toMatch(/Cannot write baselines to .*full\. The disk is full; free some space/);
    expect(after).toEqual(Array.from({ length: TESTS }, () => acknowledged + 1));
  });

  it.runIf(CAN_MOUNT)('from the start is an error that says so', async () => {
    const directory = temporaryDirectory();
    const mount = `mount -t tmpfs -o size=64k none '${directory}' && (head -c 65536 /dev/zero > '${directory}/x')`;
    const cwd = project({ 'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    const env = { EVENKEEL_CACHE_DIRECTORY: directory };
    const { exitCode, out, err } = await run(withMounts(mount, evenkeelCommand('run')), { cwd, env });
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: Cannot .*full/);
  });
});

// Needs no rights: the file may not grow beyond a size, as under a quota.
describe.skipIf(process.platform === 'win32')('a file that may not grow', () => {
  it('keeps what was stored, and goes on where it may', async () => {
    const directory = join(temporaryDirectory(), 'cache');
    const { exitCode, out, err } = await run(withFileLimit(120_000, program('fill.mjs', directory)));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { error, acknowledged } = expectKept(out);
    expect(error.message).toMatch(/Cannot write baselines to .*: .*\. The disk/);
    const store = await openSqliteStore({ directory });
    await store.append([runRecord(1, { runId: 'after', testName: 'test 0', environmentKey: 'linux' })]);
    const [first, ...others] = await store.series();
    expect(first!.runs).toBe(acknowledged + 1);
    expect(others.every(({ runs }) => runs === acknowledged)).toBe(true);
    expect(store.warnings()).toEqual([]);
    await store.close();
  });

  it('leaves a run of evenkeel its verdicts, and the run says what it could not store', async () => {
    const cwd = project({ 'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
    const first = await run(evenkeelCommand(...ARGUMENTS), { cwd });
    expect(first.exitCode, first.err).toBe(0);
    const database = join(cwd, '.performance-cache', 'baselines.sqlite');
    // Not even the journal of one page fits.
    const limited = await run(withFileLimit(1024, evenkeelCommand(...ARGUMENTS)), { cwd });
    expect(limited.exitCode, limited.err).toBe(2);
    const report = JSON.parse(limited.out) as RunReport;
    // On a busy machine the few samples may be too noisy to tell.
    expect(report.results[0]!.validation.verdict).not.toBe('no_baseline');
    const recording = { state: 'failed', reason: expect.stringMatching(/Cannot write baselines to /) };
    expect(report.results[0]!.recording).toEqual(recording);
    expect(report.results[0]!.validation.warnings.join()).toMatch(/This run could not be stored/);
    expect(report.summary).toMatchObject({ failed: 0, regressions: 0, notStored: 1, exitCode: 2 });
    expect(statSync(database).size).toBeGreaterThan(1024);

    const after = await run(evenkeelCommand(...ARGUMENTS), { cwd });
    expect(after.exitCode, after.err).toBe(0);
    const listed = await run(evenkeelCommand('baseline', 'list'), { cwd });
    expect(listed.out).toMatch(/sort .* 2 runs$/m);
    expect(listed.err).toBe('');
  });
});
