import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/baselines/sqlite/sqlite-store.ts';
import type { RunReport } from '../../src/model/result.ts';
import { performanceFile, project, QUICK } from '../end-to-end/command.ts';
import { evenkeelCommand, run } from './processes.ts';

const SHIFT = pathToFileURL(join(import.meta.dirname, 'programs', 'shift-clock.mjs')).href;
const shifted = (days: number, afterMs = 0) => ({
  NODE_OPTIONS: `--import=${SHIFT}`,
  SHIFT_DAYS: String(days),
  SHIFT_AFTER_MS: String(afterMs),
});

it('a time of day that jumps, between runs and within one, changes no verdict, no order, and loses nothing', async () => {
  const cwd = project({ 'sort.perf.js': performanceFile(`perf('sort', sort, ${QUICK});`) });
  const clocks = [{}, shifted(3650), shifted(-400), shifted(-1, 400), {}];
  const reports: RunReport[] = [];
  for (const env of clocks) {
    const { exitCode, out, err } = await run(evenkeelCommand('run', '--processes', '1', '--json', '-'), { cwd, env });
    expect(exitCode, err).toBe(0);
    reports.push(JSON.parse(out) as RunReport);
  }
  const verdicts = reports.map(({ results }) => results[0]!.validation.verdict);
  // On a busy machine the few samples may be too noisy to tell.
  const known = expect.stringMatching(/^(?:pass|inconclusive|improvement)$/);
  expect(verdicts).toEqual(['no_baseline', known, known, known, known]);
  for (const { duration } of reports) {
    expect(duration).toBeGreaterThan(0);
    expect(duration).toBeLessThan(600);
  }
  // The clock was right in the first run and ahead in the second: all that came after stands behind that.
  const isWarned = reports.map(({ warnings }) =>
    warnings.some((text) => text.includes('The clock of this machine says')),
  );
  expect(isWarned).toEqual([false, false, true, true, true]);

  const store = await openSqliteStore({ directory: join(cwd, '.performance-cache') });
  const [series] = await store.series();
  const history = await store.history(series!);
  await store.close();
  expect(history.map(({ runId }) => runId)).toEqual(reports.map(({ environment }) => environment.sessionId));
});
