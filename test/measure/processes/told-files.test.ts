import { relative } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toldBy, type WorkerRequest } from '../../../src/measure/processes/protocol.ts';
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
  const names = toldBy(outcome).files?.map((file) => relative(project.directory, file));
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

  it.each([
    "fs.writeFileSync('data.txt', '');",
    "fs.appendFileSync('data.txt', '');",
    "fs.createWriteStream('data.txt').end();",
    "await fs.promises.writeFile('data.txt', '');",
    "fs.closeSync(fs.openSync('data.txt', fs.constants.O_WRONLY | fs.constants.O_CREAT));",
  ])('are not those that it only writes: %s', async (code) => {
    const names = await told({ 't.perf.mjs': `${PERF}import fs from 'node:fs'; ${code}`, 'data.txt': 'x' });
    expect(names).toEqual(['t.perf.mjs']);
  });

  it('are told where it fails to load', async () => {
    const files = {
      't.perf.mjs': "import fs from 'node:fs'; JSON.parse(fs.readFileSync('data.txt'));",
      'data.txt': 'x',
    };
    expect(await told(files)).toEqual(['data.txt', 't.perf.mjs']);
  });

  it('are not asked for otherwise', async () => {
    expect(await told({ 't.perf.mjs': PERF }, { tellsFiles: false })).toBeUndefined();
  });
});

describe('what a process tells besides', () => {
  const ask = async (files: Readonly<Record<string, string>>, request: object) => {
    const project = makeProject(files);
    const pool = createWorkerPool(programs, { cwd: project.directory });
    onTestFinished(() => {
      pool.close();
      project.remove();
    });
    const load = { file: project.path(Object.keys(files)[0]!), loader: 'node', cacheDirectory: null } as const;
    const outcome = await pool.ask({ load, tellsFiles: true, testName: 't', ...request } as WorkerRequest, 30);
    const { files: told = [], startsOthers } = toldBy(outcome);
    const names = told
      .map((file) => relative(project.directory, file))
      .filter((name) => !/^\.\.|node_modules/.test(name));
    return { kind: outcome.kind, names: names.sort(), startsOthers };
  };
  const test = (body: string, head = '') =>
    `import { perf } from 'evenkeel'; import fs from 'node:fs'; ${head} perf('t', ${body});`;
  const measure = {
    kind: 'measure',
    side: 'candidate',
    options: { iterations: 2, warmupIterations: 0, maxDuration: 0.05 },
    place: { round: 0, position: 0 },
  };

  it('is what calling a test loads and opens, also where it fails', async () => {
    const lazy = "async () => { await import('./lazy.mjs'); fs.readFileSync('data.txt');";
    const files = { 'lazy.mjs': '', 'data.txt': '' };
    const names = ['data.txt', 'lazy.mjs', 't.perf.mjs'];
    expect(await ask({ 't.perf.mjs': test(`${lazy} }`), ...files }, { kind: 'smoke' })).toMatchObject({
      kind: 'ran',
      names,
    });
    expect(
      await ask({ 't.perf.mjs': test(`${lazy} throw new Error('x'); }`), ...files }, { kind: 'smoke' }),
    ).toMatchObject({
      kind: 'failed',
      names,
    });
  });

  it('is what measuring a test loads, data that is required included', async () => {
    const body = "async () => { await import('./lazy.mjs'); createRequire(import.meta.url)('./data.json'); }";
    const text = test(body, "import { createRequire } from 'node:module';");
    const told = await ask({ 't.perf.mjs': text, 'lazy.mjs': '', 'data.json': '1' }, measure);
    expect(told).toMatchObject({ kind: 'measured', names: ['data.json', 'lazy.mjs', 't.perf.mjs'] });
  });

  it.each([
    [
      "import { exec } from 'node:child_process'; import { promisify } from 'node:util'; await promisify(exec)('true');",
      true,
    ],
    ["import { spawnSync } from 'node:child_process'; spawnSync('true');", true],
    ["import { fork } from 'node:child_process'; fork('other.mjs').disconnect();", true],
    ["import { Worker } from 'node:worker_threads'; new Worker('', { eval: true });", true],
    ["import 'node:child_process'; import 'node:worker_threads';", undefined],
  ])('is whether it starts threads or processes: %s', async (head, startsOthers) => {
    const files = { 't.perf.mjs': test('() => 1', head), 'other.mjs': '' };
    expect(await ask(files, { kind: 'collect' })).toMatchObject({ kind: 'collected', startsOthers });
  });
});
