// What the pages take for granted: the code of whoever reads them.
export { default as assert } from 'node:assert';
export { readFile } from 'node:fs/promises';

export const text = 'An even keel\n'.repeat(20);
export const large = text.repeat(5);
export const document = `${text}`;

export function parse(source: string): readonly string[] {
  return source.split('\n');
}

export function countTo(limit: number): number {
  let n = 0;
  while (n < limit) n++;
  return n;
}

export const countRows = (): number => parse(text).length;
export const requestsPerSecond = async (): Promise<number> => 12_000;

export const joinWithPlus = (): string => parse(text).reduce((all, line) => all + line, '');
export const joinWithArray = (): string => parse(text).join('');
