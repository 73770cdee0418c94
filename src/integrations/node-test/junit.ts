import { Gathering, type TestEvent } from './gather.ts';

export type { TestEvent } from './gather.ts';

/** A reporter for `--test-reporter`, to be given a destination: the performance tests as JUnit XML; nothing where there are none. */
export default async function* junitReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const gathering = new Gathering();
  await gathering.all(events);
  const report = await gathering.report();
  if (!report) return;
  const { entriesOfRun } = await import('../../report/documents/entry.ts');
  const { renderJunit } = await import('../../report/documents/junit.ts');
  yield renderJunit(entriesOfRun(report));
}
