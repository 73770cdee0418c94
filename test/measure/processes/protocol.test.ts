import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { plainError } from '../../../src/measure/processes/protocol.ts';

describe('plainError', () => {
  it('keeps what an error says', () => {
    const error = Object.assign(new RangeError('too far'), { code: 'E_FAR' });
    expect(plainError(error)).toEqual({ name: 'RangeError', message: 'too far', stack: error.stack, code: 'E_FAR' });
  });

  it('keeps the stacks of causes and of gathered errors', () => {
    const error = new Error('a', { cause: new AggregateError([new Error('b'), 'no error', new Error('c')], 'both') });
    expect(plainError(error).stack).toMatch(
      /^Error: a[\s\S]*Caused by: AggregateError: both[\s\S]*Caused by: Error: b[\s\S]*Caused by: Error: c/,
    );
  });

  it('ends where causes go round in circles', () => {
    const error: Error = new Error('round');
    error.cause = error;
    expect(plainError(error).stack!.split('Caused by:')).toHaveLength(6);
  });

  it('knows an error of another realm', () => {
    expect(plainError(runInNewContext("new TypeError('far away')"))).toMatchObject({
      name: 'TypeError',
      message: 'far away',
    });
  });

  it.each([
    ['a string', 'no', "'no'"],
    ['undefined', undefined, 'undefined'],
    ['an object', { status: 404 }, '{ status: 404 }'],
    ['an object without prototype', Object.create(null), '[Object: null prototype] {}'],
  ])('describes %s', (_, thrown, text) => {
    expect(plainError(thrown)).toEqual({
      name: 'Error',
      message: `Something other than an Error was thrown: ${text}`,
      stack: null,
      code: null,
    });
  });

  it('survives things that cannot be read', () => {
    const hostile = {
      get [Symbol.toStringTag](): string {
        throw new Error('no');
      },
    };
    expect(plainError(hostile).message).toContain('other than an Error');
    const odd = Object.defineProperties(new Error('odd'), {
      name: { value: 404 },
      code: { value: 7 },
      stack: {
        get() {
          throw new Error('no');
        },
      },
    });
    expect(plainError(odd)).toEqual({ name: 'Error', message: 'odd', stack: null, code: null });
  });
});
