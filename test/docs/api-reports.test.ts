import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiReports, staleReports, undocumented, writeReports } from '../../scripts/api-reports.mjs';

/** A package with two entry points. */
let root = '';

const write = (name: string, text: string) => writeFileSync(join(root, name), text);
const CONTENT = `/** A shape. */
export interface Shape {
    /** Metres. */
    readonly side: number;
}
/** Its area. */
export declare function area(shape: Shape): number;
`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'evenkeel-shapes-'));
  mkdirSync(join(root, 'dist'));
  const exports = {
    '.': { import: { types: './dist/index.d.ts' } },
    './more': { types: './dist/more.d.ts' },
    './schemas/*.json': './schemas/*.json',
  };
  write('package.json', JSON.stringify({ name: 'shapes', type: 'module', exports }));
  const settings = join(import.meta.dirname, '../../tsconfig.json');
  write('tsconfig.json', JSON.stringify({ extends: settings, compilerOptions: { types: [] } }));
  write('dist/index.d.ts', CONTENT);
  write('dist/more.d.ts', "/** More. */\nexport declare const MORE = 1;\nexport type { Shape } from './index.js';\n");
  writeReports(root);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the reports of the public surface', () => {
  it('are as the code is when they have been written', () => {
    expect(staleReports(root)).toEqual([]);
  });

  it('say nothing of comments', () => {
    write('dist/index.d.ts', CONTENT.replace('Metres.', 'In metres.'));
    expect(staleReports(root)).toEqual([]);
  });

  it('differ where the surface does, in every entry point that shows it', () => {
    write('dist/index.d.ts', CONTENT.replace('side: number', 'side?: number'));
    const lines = '  -     readonly side: number;\n  +     readonly side?: number;';
    expect(staleReports(root)).toEqual([
      `api/shapes-more.api.md is not what the code is:\n${lines}`,
      `api/shapes.api.md is not what the code is:\n${lines}`,
    ]);
    write('dist/index.d.ts', CONTENT);
  });

  it('differ where one is there that no entry point has, and the other way round', () => {
    write('api/shapes-gone.api.md', 'gone\n');
    expect(staleReports(root)).toEqual(['api/shapes-gone.api.md is not what the code is:\n  - gone']);
    writeReports(root);
    rmSync(join(root, 'api/shapes-more.api.md'));
    expect(staleReports(root)).toEqual([expect.stringContaining('  + export const MORE = 1;')]);
  });

  it('name what has no doc comment: a member, an export, and what has only a parameter described', () => {
    expect(undocumented(apiReports(root))).toEqual([]);
    const silent = CONTENT.replace('/** Metres. */', '').replace('/** Its area. */', '/** @param shape any. */');
    write('dist/index.d.ts', silent);
    expect(undocumented(apiReports(root))).toEqual([
      'api/shapes-more.api.md: `readonly side: number;` of `export interface Shape` has no doc comment.',
      'api/shapes.api.md: `export function area(shape: Shape): number;` has no doc comment.',
      'api/shapes.api.md: `readonly side: number;` of `export interface Shape` has no doc comment.',
    ]);
    write('dist/index.d.ts', CONTENT);
  });
});
