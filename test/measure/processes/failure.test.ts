import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../src/measure/processes/failure.ts';
import type { WorkerOutcome } from '../../../src/measure/processes/worker-process.ts';

const died = (exitCode: number | null, signal: string | null, output = ''): WorkerOutcome => ({
  kind: 'died',
  exitCode,
  signal,
  output,
});
const error = { name: 'RangeError', message: 'too far', stack: 'RangeError: too far\n at x', code: null };

const slow = (firstCall: number | null): WorkerOutcome => ({ kind: 'timed_out', timeLimit: 20, firstCall, output: '' });

describe('failureOf', () => {
  it.each<[string, WorkerOutcome, string, RegExp]>([
    ['an error', { kind: 'failed', error, output: '' }, 'threw', /^RangeError: too far$/],
    ['an error with output', { kind: 'failed', error, output: 'hm' }, 'threw', /too far\nIt had printed:\nhm$/],
    [
      'a time limit',
      slow(0.5),
      'timed_out',
      /limit of 20 s\. Its first call took 0\.5 s\. .*`timeLimit`.*`iterations`/,
    ],
    [
      'a call too slow for it',
      slow(3),
      'timed_out',
      /first call took 3 s, and .* 7 calls .* `timeLimit` to 32 or more/,
    ],
    ['a first call that did not end', slow(null), 'timed_out', /Neither its set-up nor a first call had ended/],
    ['an exit', died(3, null), 'process_died', /^The test ended its process with exit code 3 before it gave/],
    ['SIGABRT', died(null, 'SIGABRT'), 'process_died', /SIGABRT: it ran out of memory, or native code failed/],
    ['SIGKILL', died(null, 'SIGKILL'), 'process_died', /SIGKILL: something killed it.*memory/],
    ['another signal', died(null, 'SIGSEGV'), 'process_died', /by SIGSEGV\.$/],
    ['a process that did not start', died(null, null, 'spawn E2BIG'), 'process_died', /before it started.*\n.*\nspawn/],
    ['an abort', { kind: 'aborted' }, 'interrupted', /^Interrupted; nothing was recorded for it\.$/],
    ['a wrong answer', { kind: 'collected', tests: [] }, 'process_died', /sent an answer that was not asked for/],
  ])('puts %s into words', (_, outcome, reason, message) => {
    const failure = failureOf(outcome, 'a.perf.ts', 't');
    expect(failure).toMatchObject({ testName: 't', file: 'a.perf.ts', reason });
    expect(failure.message).toMatch(message);
  });

  it('says how far a test was when it was interrupted', () => {
    expect(failureOf({ kind: 'aborted' }, 'f', 't', 2).message).toContain('after 2 of its processes');
  });

  it('gives the stack of an error, but not of a wrong file, whose message says it all', () => {
    expect(failureOf({ kind: 'failed', error, output: '' }, 'f', 't').stack).toBe(error.stack);
    const usage = { ...error, name: 'UsageError', code: 'USAGE', message: 'Name it.' };
    const failure = failureOf({ kind: 'failed', error: usage, output: '' }, 'f', null);
    expect(failure).toEqual({ testName: null, file: 'f', reason: 'invalid_file', message: 'Name it.', stack: null });
  });

  it('says what to do where a test starts TypeScript that nobody translates, as an error or in what was printed', () => {
    const message = 'Unknown file extension ".ts" for /p/w.ts';
    const thread = { ...error, name: 'TypeError', code: 'ERR_UNKNOWN_FILE_EXTENSION', message };
    expect(failureOf({ kind: 'failed', error: thread, output: '' }, 'f', 't').message).toMatch(
      /^TypeError: Unknown file extension "\.ts" for \/p\/w\.ts\nIn worker threads and child processes that a test starts/,
    );
    const output = `TypeError [ERR_UNKNOWN_FILE_EXTENSION]: ${message}`;
    expect(failureOf({ kind: 'failed', error, output }, 'f', 't').message).toMatch(
      /^RangeError: too far\nIt had printed:\nTypeError .*\nIn worker threads and child processes that a test starts/,
    );
  });

  it('speaks of the file while it is being loaded', () => {
    expect(failureOf(slow(null), 'f', null).message).toMatch(/^Loading the file was killed at .* in `setup`/);
    expect(failureOf(died(0, null), 'f', null).message).toMatch(/^Loading the file ended its process with exit code 0/);
  });
});
