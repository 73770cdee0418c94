import { documentOf, type TestEvent } from './gather.ts';

/** A reporter for `--test-reporter`, to be given a destination: the performance tests as Markdown; nothing where there are none. */
export default async function* markdownReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield* documentOf(events, async (report) => {
    const { entriesOfRun } = await import('../../report/documents/entry.ts');
    const { renderMarkdown } = await import('../../report/documents/markdown.ts');
    return renderMarkdown(entriesOfRun(report));
  });
}
