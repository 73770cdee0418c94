// A run is stored as a whole, or marked as a part of one. What is quick and clear comes first, so what a killed run would
// leave is no fair sample of the suite, and no baseline.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { NO_OUTCOME } from '../../src/integrations/shared/outcome.ts';
import { RunBook } from '../../src/integrations/shared/run-book.ts';
import { TestHost } from '../../src/integrations/shared/test-host.ts';
import { runRecord, seededRandom } from '../baselines/records.ts';
import { evenkeel, performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { outsideCi, storedRuns } from '../framework/fixtures.ts';
import { confirming, inPairs, planned, run, statuses, tools, verdicts, withRuns } from '../framework/suite/scripted.ts';
import { settings } from '../integrations/shared/fixtures.ts';
import { testResult } from '../report/fixtures.ts';

beforeEach(outsideCi);

const KILLS = 8;
const SUITE = {
  'a.perf.js': performanceFile(
    `perf('clear', sort, ${QUICK});`,
    `perf('suspect', dearer, { ...${QUICK}, tolerancePercent: 5 });`,
    `perf('another', sort, ${QUICK});`,
  ),
};

/** How many tests each stored run has. */
async function sizesOf(cwd: string): Promise<readonly number[]> {
  const sizes = new Map<string, number>();
  for (const { runId } of await storedRuns(join(cwd, '.performance-cache'))) {
    sizes.set(runId, (sizes.get(runId) ?? 0) + 1);
  }
  return [...sizes.values()];
}

describe('a run of the built command that is killed', () => {
  it('while it makes sure of what looks slower has stored nothing', async () => {
    const cwd = project(SUITE);
    const args = ['run', '--confirm', 'history'];
    for (let i = 0; i < 3; i++) expect((await evenkeel(args, { cwd })).exitCode).not.toBe(2);
    expect(await sizesOf(cwd)).toEqual([3, 3, 3]);
    let wasKilled = false;
    const { err } = await evenkeel(args, {
      cwd,
      env: { DEARER: '60' },
      onStart: (child) =>
        child.stderr?.on('data', (chunk) => {
          if (!String(chunk).includes('again, to be sure')) return;
          wasKilled = child.kill('SIGKILL');
        }),
    });
    expect(wasKilled, err).toBe(true);
    expect(await sizesOf(cwd)).toEqual([3, 3, 3]);
  });

  it('at whatever moment has stored all of its tests, or none', async () => {
    const cwd = project(SUITE);
    const random = seededRandom(13);
    for (let i = 0; i < KILLS; i++) {
      const killed = evenkeel(['run', '--confirm', 'history'], {
        cwd,
        onStart: (child) => void wait(4000 * random()).then(() => child.kill('SIGKILL')),
      });
      await killed;
      for (const size of await sizesOf(cwd)) expect(size).toBe(3);
    }
  });
});

describe('a run', () => {
  it('has stored nothing while suspects are confirmed, and all at once after that', async () => {
    const given = await withRuns(5, ['clear', 'slow']);
    const stored = async () => [...(await statuses(given, 'clear')), ...(await statuses(given, 'slow'))].length;
    const { confirm } = confirming((suspect) => inPairs(suspect, 1));
    let meanwhile = 0;
    const watching = {
      ...given,
      confirm: async (...args: Parameters<typeof confirm>) => {
        meanwhile = await stored();
        return confirm(...args);
      },
    };
    const { results } = await run([planned('clear'), planned('slow')], watching, ({ testName }) =>
      testName === 'slow' ? 2 : 1,
    );
    expect(results.map(({ recording }) => recording.state)).toEqual(['recorded', 'recorded']);
    expect(meanwhile).toBe(10);
    expect(await stored()).toBe(12);
  });

  /** A run that is interrupted when the second of two tests is under way. */
  async function interrupted(given: Awaited<ReturnType<typeof withRuns>>) {
    const controller = new AbortController();
    const tests = [planned('short', { processes: 1 }), planned('long', { processes: 3 })];
    return run(
      tests,
      given,
      ({ testName, before }) => {
        if (testName === 'long' && before === 1) controller.abort();
        return 1;
      },
      controller.signal,
    );
  }
  const short = () => [planned('short', { processes: 1 })];

  it('that is interrupted is a part of one, which counts beside a whole run and never by itself', async () => {
    const given = tools();
    const first = await interrupted(given);
    expect(first.results.map(({ recording }) => recording.state)).toEqual(['recorded_in_part']);
    expect(await statuses(given, 'short')).toEqual(['partial']);
    const next = await run(short(), given, () => 1);
    expect(verdicts(next.results)).toEqual({ short: 'no_baseline' });
    expect(await statuses(given, 'short')).toEqual(['partial', 'recorded']);
    const last = await run(short(), given, () => 1);
    expect(last.results[0]!.views[0]?.runs ?? 2).toBe(2);
    expect(verdicts(last.results)).not.toEqual({ short: 'no_baseline' });
  });

  it('that is interrupted accepts nothing', async () => {
    const given = tools({ policy: { mode: 'accept' } });
    const { results } = await interrupted(given);
    expect(results[0]!.recording).toEqual({ state: 'not_recorded', reason: expect.stringMatching(/cut short/) });
    expect(await statuses(given, 'short')).toEqual([]);
  });
});

describe("a test runner's run", () => {
  const owner = (id: string) => ({ id, testName: id, file: 'a.test.ts' });
  const measured = (testName: string) => ({
    ...NO_OUTCOME,
    results: [testResult({ testName, file: null })],
    records: [runRecord(1, { testName, runId: 'this run', recordedAt: new Date().toISOString() })],
  });

  it('that is interrupted is a part of one', async () => {
    const given = settings();
    const book = new RunBook(given);
    book.add(owner('a'), measured('a'));
    const report = await book.close({ interrupted: true });
    expect(report.results[0]!.recording).toEqual({ state: 'recorded_in_part' });
    expect((await storedRuns(given.config.cacheDirectory)).map(({ status }) => status)).toEqual(['partial']);
  });

  it('that stores test by test is a part of one until all are over', async () => {
    const given = settings();
    const host = new TestHost(Promise.resolve(given), { measuresCoverage: false });
    await host.add(owner('a'), measured('a'));
    await host.add(owner('b'), measured('b'));
    const stored = async () => (await storedRuns(given.config.cacheDirectory)).map(({ status }) => status);
    expect(await stored()).toEqual(['partial', 'partial']);
    const report = await host.close();
    expect(await stored()).toEqual(['recorded', 'recorded']);
    expect(report!.warnings).toEqual([]);
  });
});
