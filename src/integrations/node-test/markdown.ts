import { Gathering, type TestEvent } from './gather.ts';

export type { TestEvent } from './gather.ts';

/** A reporter for `--test-reporter`, to be given a destination: the performance tests as Markdown; nothing where there are none. */
export default async function* markdownReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const gathering = new Gathering();
  await gathering.all(events);
  const report = await gathering.report();
  if (!report) return;
  const { entriesOfRun } = await import('../../report/documents/entry.ts');
  const { renderMarkdown } = await import('../../report/documents/markdown.ts');
  yield renderMarkdown(entriesOfRun(report));
}
