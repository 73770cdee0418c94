import { describe, expect, it } from 'vitest';
import { circumstancesOf } from '../../../src/integrations/node-test/circumstances.ts';

const FILE = { NODE_TEST_CONTEXT: 'child-v8' };

describe('circumstancesOf', () => {
  it.each<[string, readonly string[], Record<string, string>, number, number]>([
    ['a file that is run by itself', [], {}, 8, 1],
    ['files that share a process', ['--test-isolation=none'], {}, 8, 1],
    ['a file of `node --test`', [], FILE, 8, 7],
    ['the same where it has one processor', [], FILE, 1, 1],
    ['the same where it has two', [], FILE, 2, 1],
    ['--test-concurrency=1', ['--test-concurrency=1'], FILE, 8, 1],
    ['--test-concurrency 3', ['--test-concurrency', '3'], FILE, 8, 3],
    ['Node 24, which names every default', ['--test-concurrency=0', '--test-isolation=process'], FILE, 8, 7],
    ['the last of several', ['--test-concurrency=4', '--test-concurrency=1'], FILE, 8, 1],
    ['an option without a number', ['--test-concurrency'], FILE, 8, 7],
    ['the second of several processes', ['--test-concurrency=1'], { ...FILE, NODE_TEST_WORKER_ID: '2' }, 8, 2],
    ['run() that says so', [], { ...FILE, EVENKEEL_ONE_FILE_AT_A_TIME: '1' }, 8, 1],
  ])('knows how many files run at once: %s', (_, execArgv, env, processors, filesAtOnce) => {
    expect(circumstancesOf(execArgv, env, processors).filesAtOnce).toBe(filesAtOnce);
  });

  it('knows of watching, coverage and snapshots', () => {
    expect(circumstancesOf([], {})).toMatchObject({
      isWatching: false,
      measuresCoverage: false,
      updatesSnapshots: false,
    });
    const env = { WATCH_REPORT_DEPENDENCIES: '1', NODE_V8_COVERAGE: '/tmp/coverage' };
    expect(circumstancesOf(['--test-update-snapshots'], env)).toMatchObject({
      isWatching: true,
      measuresCoverage: true,
      updatesSnapshots: true,
    });
  });

  it('looks at this process unless it is told of another', () => {
    expect(circumstancesOf().filesAtOnce).toBe(1);
  });
});
