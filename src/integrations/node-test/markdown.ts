import { entriesOfRun } from '../../report/documents/entry.ts';
import { renderMarkdown } from '../../report/documents/markdown.ts';
import { Gathering, type TestEvent } from './gather.ts';

/** A reporter for `--test-reporter`, to be given a destination: the performance tests as Markdown; nothing where there are none. */
export default async function* markdownReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const gathering = new Gathering();
  await gathering.all(events);
  const report = await gathering.report();
  if (report) yield renderMarkdown(entriesOfRun(report));
}
