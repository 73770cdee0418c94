import { documentOf, type TestEvent } from './gather.ts';

export type { TestEvent } from './gather.ts';

/**
 * A reporter for `--test-reporter`, to be given a destination: evenkeel's report as JSON; nothing where nothing was measured.
 *
 * @example
 * ```sh
 * node --import evenkeel/node-test/register --test --test-concurrency=1 --test-reporter=evenkeel/node-test/reporter --test-reporter-destination=stdout \
 *   --test-reporter=evenkeel/node-test/json --test-reporter-destination=performance.json
 * ```
 */
export default async function* jsonReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  yield* documentOf(events, async (report) => {
    const { renderJson } = await import('../../report/json.ts');
    return renderJson(report);
  });
}
