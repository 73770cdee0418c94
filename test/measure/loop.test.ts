import { describe, expect, it } from 'vitest';
import { compileLoop, inputsOf, KEPT_RESULTS } from '../../src/measure/loop.ts';

const countsOfCalls = [0, 1, 2, 3, 4, 5, 7, 8, 9, 64];

describe('compileLoop', () => {
  it.each(countsOfCalls)('calls a function %i times with the same input', (calls) => {
    const inputs: unknown[] = [];
    const loop = compileLoop({ fn: (input) => inputs.push(input), isAsync: false, inputPerCall: false }, [0, 0, 0, 0]);
    loop(calls, ['input', 'input']);
    expect(inputs).toEqual(new Array(calls).fill('input'));
  });

  it.each(countsOfCalls)('gives each of %i calls its own input, in order', (calls) => {
    const given = Array.from({ length: calls }, (_, i) => i);
    const inputs: unknown[] = [];
    const loop = compileLoop({ fn: (input) => inputs.push(input), isAsync: false, inputPerCall: true }, [0, 0, 0, 0]);
    loop(calls, given);
    expect(inputs).toEqual(given);
  });

  it.each(countsOfCalls)('awaits each of %i promises before the next call', async (calls) => {
    let running = 0;
    let most = 0;
    let done = 0;
    const fn = async () => {
      most = Math.max(most, ++running);
      await null;
      running--;
      done++;
    };
    await compileLoop({ fn, isAsync: true, inputPerCall: false }, [null, null, null, null])(calls, [0, 0]);
    expect({ done, most }).toEqual({ done: calls, most: Math.min(calls, 1) });
  });

  it.each(countsOfCalls)('keeps the latest results of %i calls', (calls) => {
    let next = 0;
    const kept: unknown[] = new Array(KEPT_RESULTS).fill(-1);
    compileLoop({ fn: () => next++, isAsync: false, inputPerCall: false }, kept)(calls, [0, 0]);
    const latest = Array.from({ length: Math.min(calls, KEPT_RESULTS) }, (_, i) => calls - 1 - i);
    expect(kept.filter((result) => result !== -1).sort()).toEqual(latest.sort());
  });

  it('answers the milliseconds from before the first call to after the last', () => {
    const readings: number[] = [];
    const loop = compileLoop({ fn: () => readings.push(performance.now()), isAsync: false, inputPerCall: false }, []);
    const before = performance.now();
    const milliseconds = loop(9, [0, 0]) as number;
    const outside = performance.now() - before;
    expect(milliseconds).toBeGreaterThanOrEqual(readings.at(-1)! - readings[0]!);
    expect(milliseconds).toBeLessThanOrEqual(outside);
  });

  it('passes on what the function throws', () => {
    const fn = () => {
      throw new RangeError('out of range');
    };
    const loop = compileLoop({ fn, isAsync: false, inputPerCall: false }, []);
    expect(() => loop(1, [0, 0])).toThrow(RangeError);
  });

  it('awaits thenables that are no promises', async () => {
    const log: string[] = [];
    const fn = () => ({
      // biome-ignore lint/suspicious/noThenProperty: what is tested.
      then(done: (value: string) => void) {
        log.push('then');
        done('value');
      },
    });
    await compileLoop({ fn, isAsync: true, inputPerCall: false }, [])(3, [0, 0]);
    expect(log).toEqual(['then', 'then', 'then']);
  });
});

describe('inputsOf', () => {
  it('holds the values in their order', () => {
    expect(inputsOf([1.5, undefined, 'x', null])).toEqual([1.5, undefined, 'x', null]);
    expect(inputsOf([])).toEqual([]);
  });
});
