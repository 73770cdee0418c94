import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import type { RecordingWish } from '../../framework/store/recording.ts';
import { type RunnerSettings, settleRunnerSettings } from '../shared/settings.ts';
import { TestHost, type TestId } from '../shared/test-host.ts';
import { type Circumstances, circumstancesOf, ONE_FILE_AT_A_TIME } from './circumstances.ts';
import { ACCEPT_WITH, REPORTER, UPDATE } from './conventions.ts';
import { packMessage, sayMessage } from './message.ts';

/** What is used of the context that node:test gives to a test. */
export interface NodeTestContext {
  /** The name that the test was declared with. */
  readonly name: string;
  /** From Node 22.6. */
  readonly filePath?: string;
  /** Says a line to the reporters. */
  diagnostic(message: string): void;
}

let measuring: string | null = null;

/**
 * Measures for a test of this process, and tells the reporter.
 * @throws {UsageError} where it would measure something else besides.
 */
export async function inTest<Result>(
  where: string,
  context: NodeTestContext,
  measure: (host: TestHost, test: TestId) => Promise<Result>,
): Promise<Result> {
  const circumstances = circumstancesOf();
  refuseCompany(where, circumstances);
  measuring = where;
  const host = hostFor(context, circumstances);
  try {
    return await measure(host, { path: fileOf(context), name: context.name });
  } finally {
    measuring = null;
    await host.close();
  }
}

/** What tests of this process go by. @throws {UsageError} for a configuration that is wrong. */
export function settingsOf(
  circumstances: Circumstances,
  env: NodeJS.ProcessEnv = process.env,
): Promise<RunnerSettings> {
  const recording = wishOf(circumstances, env);
  return settleRunnerSettings({}, { directory: process.cwd(), acceptWith: ACCEPT_WITH, recording });
}

/** The file that a test is declared in. */
export function fileOf({ filePath }: Pick<NodeTestContext, 'filePath'>): string {
  return filePath ?? resolve(process.argv[1] ?? '');
}

// A host for each test, because it tells what was measured through the context of that test.
function hostFor(context: NodeTestContext, circumstances: Circumstances): TestHost {
  return new TestHost(settingsOf(circumstances), {
    measuresCoverage: circumstances.measuresCoverage,
    isForOneTest: true,
    onMeasured: (owner, outcome) => {
      const message = { owner, outcome };
      const texts = process.env[REPORTER] ? [packMessage(message)] : sayMessage(message);
      for (const text of texts) context.diagnostic(text);
    },
  });
}

function refuseCompany(where: string, { filesAtOnce }: Circumstances): void {
  if (filesAtOnce > 1) {
    throw new UsageError(
      `${where}: up to ${filesAtOnce} test files run at the same time, and would measure each other. Add \`--test-concurrency=1\` to \`node --test\`; where \`run()\` starts the files one by one, set ${ONE_FILE_AT_A_TIME}=1 in the environment.`,
      { data: { filesAtOnce } },
    );
  }
  if (measuring === null) return;
  throw new UsageError(
    `${where} was called while ${measuring} is being measured. Take \`concurrency\` away from the suite that they stand in: tests that run at the same time measure each other.`,
  );
}

function wishOf({ isWatching, updatesSnapshots }: Circumstances, env: NodeJS.ProcessEnv): RecordingWish | undefined {
  if (isWatching) return { never: 'watch mode never records' };
  return updatesSnapshots || (env[UPDATE] ?? '') !== '' ? 'accept' : undefined;
}
