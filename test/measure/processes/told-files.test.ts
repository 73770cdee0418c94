import { relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWorkerPool } from '../../../src/measure/processes/worker-process.ts';
import type { Loader } from '../../../src/suite/loading/load-suite.ts';
import { programs } from './built.ts';
import { makeProject } from './project.ts';

async function told(
  files: Readonly<Record<string, string>>,
  { tellsFiles = true, loader = 'node' }: { readonly tellsFiles?: boolean; readonly loader?: Loader } = {},
): Promise<readonly string[] | undefined> {
  const project = makeProject(files);
  const pool = createWorkerPool(programs, { cwd: project.directory });
  onTestFinished(() => {
    pool.close();
    project.remove();
  });
  const load = { file: project.path(Object.keys(files)[0]!), loader, cacheDirectory: null };
  const outcome = await pool.ask({ kind: 'collect', load, tellsFiles }, 30);
  if (outcome.kind !== 'collected') throw new Error(`Expected what was collected, not ${JSON.stringify(outcome)}`);
  const names = outcome.files?.map((file) => relative(project.directory, file));
  return names?.filter((name) => !name.startsWith('..') && !name.includes('node_modules')).sort();
}

const PERF = "import { perf } from 'evenkeel'; perf('t', () => 1);\n";

describe('the files that loading a performance file takes', () => {
  it('are told with the code', async () => {
    const files = { 't.perf.mjs': `${PERF}import './a.mjs';`, 'a.mjs': "import './b.cjs';", 'b.cjs': '', 'c.mjs': '' };
    expect(await told(files)).toEqual(expect.arrayContaining(['a.mjs', 'b.cjs', 't.perf.mjs']));
    expect(await told(files)).not.toContain('c.mjs');
  });

  it.each([
    ['a named import', "import { readFileSync } from 'node:fs'; readFileSync('data.txt');"],
    ['a default import', "import fs from 'fs'; fs.closeSync(fs.openSync('./data.txt'));"],
    ['a callback', "import * as fs from 'node:fs'; await new Promise((end) => fs.readFile('data.txt', end));"],
    ['a promise', "import { readFile } from 'node:fs/promises'; await readFile(new URL('data.txt', import.meta.url));"],
    [
      'a handle',
      "import { promises } from 'node:fs'; const file = await promises.open('data.txt'); await file.readFile(); await file.close();",
    ],
    [
      'a stream',
      "import { ReadStream } from 'node:fs'; for await (const _ of new ReadStream(Buffer.from('data.txt')));",
    ],
    [
      'a promisified callback',
      "import fs from 'node:fs'; import util from 'node:util'; await util.promisify(fs.readFile)('data.txt');",
    ],
    ['require', "import { createRequire } from 'node:module'; createRequire(import.meta.url)('./data.json');"],
    ['an import', "import data from './data.json' with { type: 'json' }; void data;"],
  ])('are told where they are opened by %s', async (_how, code) => {
    const files = {
      't.perf.mjs': PERF + code,
      'data.txt': 'x',
      'data.json': '{}',
      'other.txt': '',
      'other.json': '{}',
    };
    const names = await told(files);
    expect(names).toHaveLength(2);
    expect(names).toContainEqual(expect.stringMatching(/^data\./));
  });

  it.each(['strip_types', 'compile_types'] as const)('are told of TypeScript: %s', async (loader) => {
    const code = `${PERF}import { a } from './a.js'; import { readFileSync } from 'node:fs'; readFileSync('data.txt'); a;`;
    const names = await told({ 't.perf.mts': code, 'a.ts': 'export const a: number = 1;', 'data.txt': '' }, { loader });
    expect(names).toEqual(['a.ts', 'data.txt', 't.perf.mts']);
  });

  it('are not asked for otherwise', async () => {
    expect(await told({ 't.perf.mjs': PERF }, { tellsFiles: false })).toBeUndefined();
  });
});
