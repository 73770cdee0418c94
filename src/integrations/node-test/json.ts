import { documentOf, type TestEvent } from './gather.ts';

/** A reporter for `--test-reporter`, to be given a destination: evenkeel's report as JSON; nothing where nothing was measured. */
export default async function* jsonReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield* documentOf(events, async (report) => {
    const { renderJson } = await import('../../report/json.ts');
    return renderJson(report);
  });
}
