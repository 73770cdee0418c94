import { documentOf, type TestEvent } from './gather.ts';

export type { TestEvent } from './gather.ts';

/**
 * A reporter for `--test-reporter`, to be given a destination: the performance tests as JUnit XML; nothing where there are none.
 *
 * @example
 * ```sh
 * node --import evenkeel/node-test/register --test --test-concurrency=1 --test-reporter=evenkeel/node-test/reporter --test-reporter-destination=stdout \
 *   --test-reporter=evenkeel/node-test/junit --test-reporter-destination=performance.xml
 * ```
 */
export default async function* junitReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield* documentOf(events, async (report) => {
    const { entriesOfRun } = await import('../../report/documents/entry.ts');
    const { renderJunit } = await import('../../report/documents/junit.ts');
    return renderJunit(entriesOfRun(report));
  });
}
