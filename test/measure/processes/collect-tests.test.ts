import { mkdirSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectAll, collectTests } from '../../../src/measure/processes/collect-tests.ts';
import { measureTests } from '../../../src/measure/processes/measure-tests.ts';
import { planned } from './plans.ts';
import { poolForTests } from './worker-pool.ts';

const workers = poolForTests();

function collect(
  name: string,
  source: string,
  { timeLimit = 30, signal }: { timeLimit?: number; signal?: AbortSignal } = {},
) {
  const project = workers.projectOf({ [name]: source });
  mkdirSync(project.path('cache'));
  const options = { pool: workers.pool, cacheDirectory: project.path('cache'), timeLimit, signal };
  return { project, collected: collectTests({ path: project.path(name), name }, options) };
}

const SOURCE = `import { perf } from 'evenkeel';
perf('a', () => 1, { iterations: 7, setup: () => 1 });
perf.group('g', () => perf.compare('b', { baseline: () => 1, candidate: () => 2 }, { maxOverheadPercent: 5 }));
`;

describe('collectTests', () => {
  it('answers what a file declares, without running it', async () => {
    const { collected, project } = collect('a.perf.mjs', SOURCE);
    expect(await collected).toEqual({
      file: { path: project.path('a.perf.mjs'), name: 'a.perf.mjs' },
      load: { file: project.path('a.perf.mjs'), loader: 'node', cacheDirectory: project.path('cache') },
      tests: [
        { kind: 'test', name: 'a', options: { iterations: 7 } },
        { kind: 'comparison', name: 'g > b', options: { maxOverheadPercent: 5 } },
      ],
    });
  });

  it('says with which loader the file loads, and keeps what that translated', async () => {
    const { collected, project } = collect(
      'a.perf.ts',
      `${SOURCE}enum Side { A }\nclass B { constructor(readonly a: Side) {} }`,
    );
    expect(await collected).toMatchObject({ load: { loader: 'strip_types' }, tests: [{}, {}] });
    expect(readdirSync(project.path('cache'))).toHaveLength(1);
  });

  it.each([
    ['throws', "throw new RangeError('too early');", 'invalid_file', /^RangeError: too early/],
    ['declares wrongly', "import { perf } from 'evenkeel';\nperf('', () => 1);", 'invalid_file', /^perf: the name/],
    ['ends its process', 'process.exit(7);', 'process_died', /^Loading the file ended its process with exit code 7/],
  ])('says why where a file %s', async (_, source, reason, message) => {
    const failed = await collect('a.perf.mjs', source).collected;
    expect(failed).toMatchObject({
      file: { name: 'a.perf.mjs' },
      failure: { testName: null, file: 'a.perf.mjs', reason, message: expect.stringMatching(message) },
    });
  });

  it.each([
    ['a.perf.mjs', 'export const fine = 1;\nconst broken = ;\n', 'const broken = ;\n               ^'],
    ['a.perf.ts', 'export const fine: number = 1;\nconst broken: = 2;\n', 'const broken: = 2;'],
    ['a.perf.cjs', 'const fine = 1;\nconst broken = ;\n', 'const broken = ;\n               ^'],
    ['a.perf.ts', 'export class A {\n  @dec it() {}\n}\n', '  @dec it() {}'],
  ])('says where the syntax of a module is wrong that %s imports', async (name, source, excerpt) => {
    const imported = name.replace('a.perf', 'imported');
    const project = workers.projectOf({ [name]: `import './${imported}';\n`, [imported]: source });
    if (name.endsWith('cjs')) project.write({ [name]: `require('./${imported}');\n` });
    const options = { pool: workers.pool, cacheDirectory: project.path('cache'), timeLimit: 30 };
    const collected = await collectTests({ path: project.path(name), name }, options);
    const message = 'failure' in collected ? collected.failure.message : '';
    expect(message).toMatch(/^SyntaxError: /);
    expect(message).toContain(`${project.path(imported)}:2:`);
    expect(message).toContain(excerpt);
    expect(message.match(/\^$/gm)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it.each([
    ['JSON', "JSON.parse('{bad');"],
    ['a regular expression', "new RegExp('(');"],
    ['a program in a text', "new Function('a b');"],
  ])('takes no place of its own for that of wrong syntax in %s', async (_, source) => {
    const collected = await collect('a.perf.mjs', `${source}\n`).collected;
    const message = 'failure' in collected ? collected.failure.message : '';
    expect(message).toMatch(/^SyntaxError: .+$/);
  });

  it('gives up on a file that does not finish loading', async () => {
    const { collected } = collect('a.perf.mjs', 'for (;;);', { timeLimit: 1 });
    expect(await collected).toMatchObject({
      failure: { reason: 'timed_out', message: expect.stringMatching(/^Loading the file was killed/) },
    });
  });

  it('stops when it is told to', async () => {
    const { collected } = collect('a.perf.mjs', SOURCE, { signal: AbortSignal.abort() });
    expect(await collected).toMatchObject({ failure: { reason: 'interrupted', testName: null } });
  });
});

describe('measureTests', () => {
  it('says where the syntax of a module is wrong that a test imports while it runs', async () => {
    const project = workers.projectOf({
      'a.perf.mjs': "import { perf } from 'evenkeel';\nperf('late', async () => { await import('./broken.mjs'); });\n",
      'broken.mjs': 'export const fine = 1;\nconst broken = ;\n',
    });
    const [measured] = await measureTests([planned('late', { path: project.path('a.perf.mjs') })], {
      pool: workers.pool,
    });
    const place = `${project.path('broken.mjs')}:2:16`;
    expect(measured!.failure!.message).toBe(
      `SyntaxError: Unexpected token ';'\nat ${place}\nconst broken = ;\n               ^`,
    );
  });
});

describe('collectAll', () => {
  it('loads one file at a time, so that files may listen on the same port', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}.perf.mjs`);
    const source = (name: string) => `import { perf } from 'evenkeel';
import { createServer } from 'node:net';
const server = createServer();
await new Promise((resolve, reject) => server.on('error', reject).listen(new URL('./one.sock', import.meta.url).pathname, resolve));
await new Promise((resolve) => setTimeout(resolve, 200));
await new Promise((resolve) => server.close(resolve));
perf('${name}', () => 1);
`;
    const project = workers.projectOf(Object.fromEntries(names.map((name) => [name, source(name)])));
    const files = names.map((name) => ({ path: project.path(name), name }));
    const collected = await collectAll(files, {
      pool: workers.pool,
      cacheDirectory: project.path('cache'),
      timeLimit: 30,
    });
    expect(collected.map((each) => ('tests' in each ? each.tests.map(({ name }) => name) : each.failure))).toEqual(
      names.map((name) => [name]),
    );
  });
});
