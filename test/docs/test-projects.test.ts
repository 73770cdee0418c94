import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, it } from 'vitest';
import { SLOWEST } from '../../scripts/slowest-first.ts';
import config from '../../vitest.config.ts';

const cwd = join(import.meta.dirname, '../..');

interface Project {
  readonly test: { readonly name: string; readonly include: string[]; readonly exclude?: string[] };
}

it('every test file is in exactly one project of vitest.config.ts, and every project has some', () => {
  const projects = config.test!.projects as unknown as readonly Project[];
  const filesOf = ({ test: { include, exclude = [] } }: Project) => globSync(include, { cwd, ignore: exclude });
  const files = projects.map(filesOf);
  expect(files.filter((each) => each.length === 0)).toEqual([]);
  expect(files.flat().sort()).toEqual(globSync('test/**/*.test.ts', { cwd }).sort());
});

it('the files that are said to be the slowest are there', () => {
  expect(SLOWEST.filter((name) => !existsSync(join(cwd, name)))).toEqual([]);
});
