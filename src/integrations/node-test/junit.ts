import { documentOf, type TestEvent } from './gather.ts';

/** A reporter for `--test-reporter`, to be given a destination: the performance tests as JUnit XML; nothing where there are none. */
export default async function* junitReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield* documentOf(events, async (report) => {
    const { entriesOfRun } = await import('../../report/documents/entry.ts');
    const { renderJunit } = await import('../../report/documents/junit.ts');
    return renderJunit(entriesOfRun(report));
  });
}
