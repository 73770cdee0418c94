// `--html` of the built command, from measuring to the file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isMissing, RUN_MARKS } from '../../src/report/html/page-data.ts';
import { readPage } from '../report/html/pages.ts';
import { evenkeel, performanceFile, project, QUICK } from './command.ts';

it('evenkeel run --html has the result, and the runs that were stored before', async () => {
  const cwd = project({ 'sort.perf.js': performanceFile(`perf('steady', sort, ${QUICK});`) });
  const measure = async () => {
    const { exitCode, err } = await evenkeel(['run', '--html', 'out/page.html'], { cwd });
    expect(exitCode, err).toBe(0);
    return readPage(readFileSync(join(cwd, 'out/page.html'), 'utf8'));
  };
  const first = await measure();
  expect(first.index.rows).toMatchObject([{ name: 'steady', outcome: 'no_baseline' }]);
  expect(first.details[0]!.metrics[0]!.history).toEqual({ missing: 'No earlier run of it is stored here.' });
  const second = await measure();
  const { history, samples } = second.details[0]!.metrics[0]!;
  expect(isMissing(history) ? history.missing : history.marks).toBe(RUN_MARKS.recorded + RUN_MARKS.now);
  expect(samples).toMatchObject({
    processes: [
      ['head', 0, 8],
      ['head', 1, 8],
    ],
  });
});
