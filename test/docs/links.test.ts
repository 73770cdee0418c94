import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const directories = ['.', 'docs', 'docs/decisions', 'examples'];
const documents = directories.flatMap((directory) =>
  readdirSync(join(ROOT, directory))
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(directory, file)),
);

const textOf = (document: string) => readFileSync(join(ROOT, document), 'utf8');

/** Where the links of a document lead, without those to other places and to headings. */
function linksOf(document: string): readonly string[] {
  const links = [...textOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link.split('#')[0]!);
  return [...new Set(links.filter((link) => link !== '' && !/^\w+:/.test(link)))];
}

/** The headings of a document, as GitHub makes addresses of them. */
function anchorsOf(document: string): readonly string[] {
  const prose = textOf(document).replace(/^( *)```[\s\S]*?^\1```/gm, '');
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the links of', () => {
  it.each(documents)('%s lead to headings that are there', (document) => {
    const links = [...textOf(document).matchAll(/\]\(([^)\s:#]*)#([^)\s]+)\)/g)];
    const missing = links.filter(([, file, anchor = '']) => {
      const target = file ? join(dirname(document), file) : document;
      return target.endsWith('.md') && !anchorsOf(target).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it.each(documents)('%s lead to files that are there', (document) => {
    const missing = linksOf(document).filter((link) => !existsSync(join(ROOT, dirname(document), link)));
    expect(missing).toEqual([]);
  });
});

describe('docs/specification.md', () => {
  const text = textOf('docs/specification.md');
  const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:---|of the spec)/.test(line));

  it('has every name of the specification that a program imports', () => {
    const contract = textOf('test/contract/api-contract.ts');
    const names = [...contract.matchAll(/^ {2}(\w+),$/gm)].map(([, name = '']) => name);
    const ours = ['perf', 'summarize', 'assertNoPerformanceRegression', 'assertPerformanceWithinBounds'];
    const missing = names.filter((name) => !ours.includes(name) && !text.includes(name));
    expect(names.length).toBeGreaterThan(25);
    expect(missing).toEqual([]);
  });

  it('says of everything whether it is done, and shows what is done', () => {
    expect(rows.length).toBeGreaterThan(70);
    for (const row of rows) {
      const [, , state, where, shown] = row.split(/(?<!\\) \| |^\| /);
      expect({ row, state }).toEqual({ row, state: expect.stringMatching(/^(?:done|partly|open)$/) });
      if (state === 'done')
        expect({ row, where, shown }).toEqual({
          row,
          where: expect.stringContaining(']('),
          shown: expect.stringContaining(']('),
        });
    }
  });
});
