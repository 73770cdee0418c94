import { neutralizeName } from '../../report/text/neutralize.ts';
import { requireGoodVerdict } from '../shared/require-verdict.ts';
import type { RunnerSettings } from '../shared/settings.ts';
import type { JestAssertionResult, JestFileResult } from './jest-types.ts';
import type { TestOfFile } from './measure-files.ts';

/** When a file was measured, in milliseconds since 1970. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const GROUP_SEPARATOR = ' > ';
const NO_SNAPSHOTS = {
  added: 0,
  fileDeleted: false,
  matched: 0,
  unchecked: 0,
  uncheckedKeys: [],
  unmatched: 0,
  updated: 0,
};

const NONE_SELECTED: JestAssertionResult = {
  ancestorTitles: [],
  title: 'none of its tests was selected',
  fullName: 'none of its tests was selected',
  status: 'pending',
  failureMessages: [],
  failureDetails: [],
  duration: null,
  invocations: 0,
  location: null,
  numPassingAsserts: 0,
  retryReasons: [],
};

/** The results of a performance file as Jest wants them. A regression fails its test. */
export function fileResult(
  path: string,
  measured: readonly TestOfFile[],
  settings: RunnerSettings,
  { start, end }: Span,
): JestFileResult {
  // Jest takes a file without any test for a mistake, even where it was asked for none of them.
  const tests = measured.length === 0 ? [NONE_SELECTED] : measured.map((test) => assertionResult(test, settings));
  const failed = tests.filter(({ status }) => status === 'failed');
  const count = (wanted: JestAssertionResult['status']) => tests.filter(({ status }) => status === wanted).length;
  return {
    testFilePath: path,
    testResults: tests,
    numFailingTests: failed.length,
    numPassingTests: count('passed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    failureMessage: failed.length > 0 ? failed.map(failureText).join('\n') : null,
    perfStats: { start, end, runtime: end - start, slow: false },
    snapshot: NO_SNAPSHOTS,
    leaks: false,
    openHandles: [],
    skipped: count('pending') === tests.length,
  };
}

function assertionResult({ name, outcome }: TestOfFile, settings: RunnerSettings): JestAssertionResult {
  // Jest prints names and failures as they are.
  const names = (name ?? 'loads').split(GROUP_SEPARATOR).map(neutralizeName);
  const error = errorOf(() => requireGoodVerdict(outcome, settings));
  return {
    ancestorTitles: names.slice(0, -1),
    title: names.at(-1)!,
    fullName: names.join(' '),
    status: error ? 'failed' : statusOf(outcome),
    failureMessages: error ? [error.stack ?? error.message] : [],
    failureDetails: error ? [error] : [],
    duration: null,
    invocations: 1,
    location: null,
    numPassingAsserts: 0,
    retryReasons: [],
  };
}

function statusOf({ skipped: [skipped] }: TestOfFile['outcome']): JestAssertionResult['status'] {
  if (skipped === undefined) return 'passed';
  return skipped.reason === 'todo' ? 'todo' : 'pending';
}

function errorOf(check: () => void): Error | null {
  try {
    check();
    return null;
  } catch (error) {
    return error as Error;
  }
}

// As Jest itself shows a failed test.
function failureText({ ancestorTitles, title, failureDetails }: JestAssertionResult): string {
  const { name, message } = failureDetails[0] as Error;
  const indented = `${name}: ${message}`.replaceAll(/^/gm, '    ');
  return `  \u25cf ${[...ancestorTitles, title].join(' \u203a ')}\n\n${indented}\n`;
}
