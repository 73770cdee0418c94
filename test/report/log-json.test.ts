import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logJson } from '../../src/report/log-json.ts';

const text = fc.string({
  unit: fc.constantFrom('a', '"', '\\', '\n', '\0', '\u001b', '\u007f', '\u009b', '\u2028', '\u2029', '\ud83d', 'é'),
});

describe('logJson', () => {
  it('is JSON on one line without controls, and says the same', () => {
    fc.assert(
      fc.property(fc.object({ key: text, values: [text, fc.double(), fc.boolean()] }), (value) => {
        const line = logJson(value);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('shows what JSON cannot write, and keeps the fields beside it', () => {
    const circle: Record<string, unknown> = { name: 'x' };
    circle.self = circle;
    expect(JSON.parse(logJson({ event: 'test_start', config: { iterations: 5n } }))).toEqual({
      event: 'test_start',
      config: '{ iterations: 5n }',
    });
    expect(JSON.parse(logJson(circle))).toEqual({ name: 'x', self: expect.stringContaining('[Circular *1]') });
    expect(JSON.parse(logJson({ call: () => 1 }))).toEqual({});
    expect(JSON.parse(logJson(undefined))).toBe('undefined');
    expect(JSON.parse(logJson(1n))).toBe('1n');
    expect(JSON.parse(logJson([1n]))).toBe('[ 1n ]');
  });
});
