import { describe, expect, it } from 'vitest';
import type { Project } from '../../measure/processes/project.ts';
import { poolForTests } from '../../measure/processes/worker-pool.ts';
import { collect, runTest } from './files.ts';

const workers = poolForTests();
const { projectOf } = workers;

/** Loads a file and runs its test `t`; whatever goes wrong is thrown as its message and stack. */
async function runFile(project: Project, name: string): Promise<void> {
  const collected = await collect(workers.pool, project, name);
  if ('failure' in collected) throw new Error(collected.failure.message);
  const outcome = await runTest(workers.pool, collected.load);
  if (outcome.kind === 'failed') throw new Error(`${outcome.error.message}\n${outcome.error.stack}`);
  expect(outcome.kind).toBe('ran');
}

/** A performance file whose test throws unless `expression` is 42. */
const needs42 = (imports: string, expression: string) =>
  `import { perf } from 'evenkeel';\n${imports}\nperf('t', () => { if (${expression} !== 42) throw new Error(String(${expression})); });\n`;

const MODULE = 'export const answer: number = 42;';
const SCRIPT = 'const answer: number = 42;\nmodule.exports = { answer };';
const asModule = { 'package.json': '{"type":"module"}' };
const asCommonJs = { 'package.json': '{"type":"commonjs"}' };

describe('a performance file finds', () => {
  it.each<[string, string, Record<string, string>]>([
    ['./x.ts by its name', './x.ts', { 'x.ts': MODULE }],
    ['./x.ts as ./x.js', './x.js', { 'x.ts': MODULE }],
    ['./x.ts as ./x', './x', { 'x.ts': MODULE }],
    ['./x.service.ts as ./x.service', './x.service', { 'x.service.ts': MODULE }],
    ['./x.mts as ./x.mjs', './x.mjs', { 'x.mts': MODULE }],
    ['./x.mts', './x.mts', { 'x.mts': MODULE }],
    ['./x.cts', './x.cts', { 'x.cts': SCRIPT }],
    ['./x.cts as ./x.cjs', './x.cjs', { 'x.cts': SCRIPT }],
    ['./x.js, a real one, before ./x.ts', './x.js', { 'x.js': 'export const answer = 42;', 'x.ts': 'wrong' }],
    ['./x.js as ./x', './x', { 'x.js': 'export const answer = 42;' }],
    ['./x/index.ts as ./x', './x', { 'x/index.ts': MODULE }],
    ['./x/index.ts as ./x/', './x/', { 'x/index.ts': MODULE }],
    ['./index.ts as .', '.', { 'index.ts': MODULE }],
    ['CommonJS', './x.cjs', { 'x.cjs': 'exports.answer = 42;' }],
    ['TypeScript with top-level await', './x.ts', { 'x.ts': 'export const answer: number = await 42;' }],
    ['what a file imports that was found so', './x.js', { 'x.ts': "export * from './y';", 'y.ts': MODULE }],
  ])('%s', async (_, specifier, files) => {
    const main = needs42(`import { answer } from '${specifier}';`, 'answer');
    await runFile(projectOf({ ...asModule, ...files, 't.perf.ts': main }), 't.perf.ts');
  });

  it.each<[string, Record<string, string>]>([
    ['has no type', {}],
    ['is said to be CommonJS', asCommonJs],
  ])('modules and CommonJS in a package that %s', async (_, files) => {
    const imports = "import { answer } from './x';\nimport scripts from './y.ts';\nimport old from './old.js';";
    const project = projectOf({
      ...files,
      'x.ts': MODULE,
      'y.ts': SCRIPT,
      'old.js': 'exports.answer = 0;',
      't.perf.ts': needs42(imports, 'answer + scripts.answer - 42 + old.answer'),
    });
    await runFile(project, 't.perf.ts');
  });
});

describe('a performance file may be', () => {
  it.each(['t.perf.ts', 't.perf.mts', 't.perf.js', 't.perf.mjs'])('%s', async (name) => {
    const project = projectOf({
      ...asModule,
      'x.ts': MODULE,
      [name]: needs42("import { answer } from './x.ts';", 'answer'),
    });
    await runFile(project, name);
  });

  it('full of syntax that cannot be erased', async () => {
    const source = [
      'enum Answer { Yes = 41 }',
      'namespace Space { export const one = 1; }',
      'class Box { constructor(readonly value: number) {} }',
    ].join('\n');
    const expression = 'new Box(Answer.Yes).value + Space.one';
    await runFile(projectOf({ ...asModule, 't.perf.ts': needs42(source, expression) }), 't.perf.ts');
  });

  it('careless about importing types as types', async () => {
    const project = projectOf({
      ...asModule,
      'x.ts': 'export interface Answer { value: number }\nexport const answer: Answer = { value: 42 };',
      't.perf.ts': needs42("import { Answer, answer } from './x.ts';\nconst it: Answer = answer;", 'it.value'),
    });
    await runFile(project, 't.perf.ts');
  });
});

describe('what goes wrong is said with its place', () => {
  const failing =
    'interface Long {\n  a: string;\n}\nexport function go<T>(it: T): T {\n  if (it as unknown) throw new Error("here");\n  return it;\n}\n';

  it.each([
    ['erasable syntax', '', /here[\s\S]*x\.ts:5:28/],
    ['an enum', 'export enum Side { A, B }\n', /here[\s\S]*x\.ts:6:\d+/],
  ])('by the line of a file with %s', async (_, start, place) => {
    const main = `import { perf } from 'evenkeel';\nimport { go } from './x.ts';\nperf('t', () => go(1));\n`;
    const project = projectOf({ ...asModule, 'x.ts': start + failing, 't.perf.ts': main });
    await expect(runFile(project, 't.perf.ts')).rejects.toThrow(place);
  });

  it.each(['t.perf.ts', 'x.ts'])('by file and line for a syntax error in %s', async (name) => {
    const project = projectOf({
      ...asModule,
      't.perf.ts': "import { perf } from 'evenkeel';\nimport './x.ts';\nperf('t', () => 1);\n",
      'x.ts': 'export {};\n',
      [name]: 'const fine = 1;\nconst broken: = 2;\n',
    });
    await expect(runFile(project, 't.perf.ts')).rejects.toThrow(new RegExp(`SyntaxError[\\s\\S]*${name}:2:\\d+`));
  });

  it.each([
    ['a file that is missing', "import './missing.ts';", /Cannot find module .*missing\.ts/],
    ['a package that is missing', "import 'not-installed';", /Cannot find package 'not-installed'/],
    ['an export that is missing', "import { nothing } from './x.ts';\nnothing();", /export named 'nothing'/],
    ['an error while it loads', "throw new RangeError('too early');", /RangeError: too early/],
    ['no test at all', '', /declares no performance test/],
  ])('for %s', async (_, source, message) => {
    const project = projectOf({ ...asModule, 'x.ts': MODULE, 't.perf.ts': source });
    await expect(runFile(project, 't.perf.ts')).rejects.toThrow(message);
  });
});

it('leaves functions and exports as they were written', async () => {
  const source =
    'export function add(a: number, b: number): number { return a + b; }\nexport const twice = (n: number) => n * 2;\n';
  const main = `import { perf } from 'evenkeel';
import * as x from './x.ts';
import { createServer } from 'node:http';
perf('t', () => {
  const descriptor = Object.getOwnPropertyDescriptor(x, 'add');
  if (descriptor.get || descriptor.value !== x.add) throw new Error('a getter');
  throw new Error([x.add, x.twice, x.add.name, x.twice.name].join('|'));
});
`;
  const project = projectOf({ ...asModule, 'x.ts': source, 't.perf.ts': main });
  const shown = await runFile(project, 't.perf.ts').catch((error: Error) => error.message);
  const plain = (shown as string).split('\n')[0]!.replace(/\s+/g, ' ');
  expect(plain).toBe('function add(a , b ) { return a + b; }|(n ) => n * 2|add|twice');
});
