import { Readable } from 'node:stream';
import { spec } from 'node:test/reporters';
import { renderRun } from '../../report/terminal.ts';
import { reportToGithub } from '../shared/outputs.ts';
import { Gathering, type TestEvent } from './gather.ts';

/**
 * A reporter for `--test-reporter`: Node's own `spec`, and at the end evenkeel's table. A baseline that two files claim
 * fails the run here, because the processes of files do not know of each other.
 */
export default async function* evenkeelReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const gathering = new Gathering();
  const shown = Readable.from(gathering.others(events)).pipe(new spec());
  for await (const chunk of shown) yield String(chunk);
  const report = await gathering.report();
  if (!report) return;
  if (report.failures.length > 0) process.exitCode ??= 1;
  const { isTTY, columns } = process.stdout;
  const color = isTTY === true && !process.env.NO_COLOR;
  yield `\n${renderRun(report, { color, width: columns ?? 120 })}`;
  yield await reportToGithub(report, process.env);
}
