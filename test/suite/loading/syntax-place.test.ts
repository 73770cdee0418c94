import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adviceOnLoading } from '../../../src/suite/loading/loading-advice.ts';
import { placeIn } from '../../../src/suite/loading/syntax-place.ts';
import { makeProject } from '../../measure/processes/project.ts';

/** What Node prints of a module that it cannot read. */
function printedFor(content: string, encoding: BufferEncoding) {
  const project = makeProject({});
  try {
    const path = project.path('x.mjs');
    writeFileSync(path, content, encoding);
    return { path, text: spawnSync(process.execPath, [path], { encoding: 'utf8' }).stderr };
  } finally {
    project.remove();
  }
}

describe('placeIn', () => {
  it('finds the place that Node marks', () => {
    const { path, text } = printedFor('\nconst a = ;\n', 'utf8');
    expect(placeIn(text, "Unexpected token ';'")).toEqual({
      where: `${path}:2:11`,
      line: 'const a = ;',
      excerpt: 'const a = ;\n          ^',
    });
  });

  it('finds a module in UTF-16, in which Node marks nothing', () => {
    const { path, text } = printedFor("\uFEFFimport 'node:fs';\n", 'utf16le');
    const message = 'Invalid or unexpected token';
    const place = placeIn(text, message);
    expect(place).toMatchObject({ where: `${path}:1:1`, line: '\uFFFD\uFFFDi' });
    expect(adviceOnLoading({ name: 'SyntaxError', message, code: null }, place!.line)).toBe(
      'The file is in UTF-16: save it in UTF-8.',
    );
  });

  it('is null where nothing names a place', () => {
    expect(placeIn('SyntaxError: no\n    at x (y:1:2)', 'no')).toBeNull();
  });
});
