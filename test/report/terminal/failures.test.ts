import { describe, expect, it } from 'vitest';
import type { FailedTest } from '../../../src/model/result.ts';
import { renderFailures } from '../../../src/report/terminal/failures.ts';
import { canvasOf } from '../../../src/report/text/canvas.ts';
import { failure } from '../fixtures.ts';

const canvas = canvasOf({ color: false, width: 100 });

function lines(parts: Partial<FailedTest>): string[] {
  return renderFailures([{ ...failure, ...parts }], canvas).slice(1);
}

describe('renderFailures', () => {
  it('says nothing where nothing failed', () => {
    expect(renderFailures([], canvas)).toEqual([]);
  });

  it.each([
    ['threw', 'threw'],
    ['timed_out', 'timed out'],
    ['process_died', 'its process died'],
    ['invalid_file', 'invalid file'],
    ['interrupted', 'interrupted'],
  ] as const)('says the reason %s as "%s"', (reason, words) => {
    expect(lines({ reason, testName: 'one', file: 'a.perf.ts' })[0]).toBe(`  ✗ one (a.perf.ts): ${words}`);
  });

  it('names the file alone where no test is concerned', () => {
    expect(lines({ testName: null, reason: 'invalid_file' })[0]).toBe('  ✗ bench/serialize.perf.ts: invalid file');
  });

  it('says the message once where the stack repeats it', () => {
    expect(
      lines({ message: 'boom', stack: 'RangeError: boom\n    at f (a.ts:1:2)\n    at g (a.ts:3:4)' }).slice(1),
    ).toEqual(['    RangeError: boom', '    at f (a.ts:1:2)', '    at g (a.ts:3:4)']);
  });

  it('shows a message that the stack leaves out', () => {
    expect(
      lines({ message: 'the process ran out of memory', stack: 'FATAL ERROR\n    at f (a.ts:1:2)' }).slice(1),
    ).toEqual(['    the process ran out of memory', '    FATAL ERROR', '    at f (a.ts:1:2)']);
  });

  it('shows a message without a stack, and a stack without calls', () => {
    expect(lines({ message: 'no answer within 60 s', stack: null }).slice(1)).toEqual(['    no answer within 60 s']);
    expect(lines({ message: 'killed', stack: 'signal 9' }).slice(1)).toEqual(['    killed', '    signal 9']);
  });

  it('dims the stack alone', () => {
    const colored = renderFailures([{ ...failure, message: 'boom', stack: 'Error: boom\n    at f (a.ts:1:2)' }], {
      ...canvasOf({ color: true, width: 100 }),
    });
    expect(colored.slice(2)).toEqual(['    Error: boom', '\u001b[2m    at f (a.ts:1:2)\u001b[22m']);
  });
});
