import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as errors from '../src/errors.ts';

const page = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
const classes = Object.entries(errors);

describe('errors', () => {
  it.each(classes)('%s has its name, message, data and cause', (name, Class) => {
    const cause = new Error('why');
    const error = new Class('what', { data: { path: 'x' }, cause });
    expect(error).toBeInstanceOf(errors.PerformanceTestingError);
    expect(error).toMatchObject({ name, message: 'what', data: { path: 'x' }, cause });
    expect(String(error)).toBe(`${name}: what`);
    expect(new Class('what').data).toEqual({});
    expect('cause' in new Class('what')).toBe(false);
  });

  it.each(classes)('%s is the same in another copy of the package', async (name, Class) => {
    const copy: Record<string, new (message: string) => Error> = await import(`../src/errors.ts?${'copy'}`);
    const error = new copy[name]!('what');
    expect(copy[name]).not.toBe(Class);
    expect(error).toBeInstanceOf(Class);
    expect(error).toBeInstanceOf(errors.PerformanceTestingError);
    expect(error instanceof errors.StoreError).toBe(name === 'StoreError');
  });

  it.each([null, undefined, 'text', {}, new Error('other'), Object.create(null)])('are not %o', (value) => {
    expect(value instanceof errors.PerformanceTestingError).toBe(false);
  });

  it('have codes of their own', () => {
    const codes = classes.map(([, Class]) => new Class('').code);
    expect(new Set(codes).size).toBe(classes.length);
  });

  it.each(classes)('%s is in the documented table, under its code', (name, Class) => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\| \`${new Class('').code}\` +\\|`, 'm'));
  });
});
