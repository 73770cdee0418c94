import { documentOf, type TestEvent } from './gather.ts';

export type { TestEvent } from './gather.ts';

/**
 * A reporter for `--test-reporter`, to be given a destination: the performance tests as Markdown; nothing where there are none.
 *
 * @example
 * ```sh
 * node --import evenkeel/node-test/register --test --test-concurrency=1 --test-reporter=evenkeel/node-test/reporter --test-reporter-destination=stdout \
 *   --test-reporter=evenkeel/node-test/markdown --test-reporter-destination=performance.md
 * ```
 */
export default async function* markdownReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield* documentOf(events, async (report) => {
    const { entriesOfRun } = await import('../../report/documents/entry.ts');
    const { renderMarkdown } = await import('../../report/documents/markdown.ts');
    return renderMarkdown(entriesOfRun(report));
  });
}
