import { spec } from 'node:test/reporters';
import type { RunReport } from '../../model/result.ts';
import { sanitizedOfNode } from '../../output/sanitize.ts';
import { Gathering, type TestEvent } from './gather.ts';

export type { TestEvent } from './gather.ts';

/**
 * A reporter for `--test-reporter`: Node's own `spec`, and evenkeel's table at the end; in watch mode, whenever everything
 * that had changed has run. A baseline that two files claim fails the run here, because the processes of files do not
 * know of each other.
 *
 * @example
 * ```sh
 * node --import evenkeel/node-test/register --test --test-concurrency=1 --test-reporter=evenkeel/node-test/reporter
 * ```
 */
export default async function* evenkeelReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const gathering = new Gathering();
  const shown = new spec();
  for await (const event of gathering.others(events)) {
    shown.write(event);
    // What a program under test writes is its own; names, messages and stacks are text.
    const isOfProgram = event.type === 'test:stdout' || event.type === 'test:stderr';
    for (let chunk = shown.read(); chunk !== null; chunk = shown.read()) {
      yield isOfProgram ? String(chunk) : sanitizedOfNode(String(chunk));
    }
    if (event.type === 'test:watch:drained') yield* table(await gathering.report());
  }
  shown.end();
  for await (const chunk of shown) yield sanitizedOfNode(String(chunk));
  yield* table(await gathering.report());
}

async function* table(report: RunReport | null): AsyncGenerator<string> {
  if (!report) return;
  if (report.failures.length > 0) process.exitCode ||= 1;
  const { drawRun, reportToGithub } = await import('../shared/outputs.ts');
  yield `\n${drawRun(report, process.stdout)}`;
  yield await reportToGithub(report, process.env);
}
