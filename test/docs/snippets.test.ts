import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { entryPoints } from '../../scripts/entry-points.mjs';
import { compileSnippets } from './snippets/compile.ts';
import { snippetsOfPages } from './snippets/pages.ts';
import { publicSurface } from './snippets/public-surface.ts';
import {
  type ProgramResult,
  runInJest,
  runInNodeTest,
  runInVitest,
  runPrograms,
  smokePerformanceFiles,
} from './snippets/run.ts';
import * as setting from './snippets/setting.ts';
import { fileNameOf, type Runner, runnerOf, type Snippet, saidOutput } from './snippets/snippet.ts';

const ROOT = join(import.meta.dirname, '../..');
const names = Object.keys(setting);
const surface = publicSurface(ROOT);
const snippets = [...snippetsOfPages(ROOT), ...surface.examples];
const of = (runner: Runner | null) => snippets.filter((snippet) => runnerOf(snippet) === runner);

describe('every public', () => {
  it('function, class, method and object has an example', () => {
    expect(surface.withoutExample).toEqual([]);
  });

  it('method of an object is called by one', () => {
    expect(surface.neverCalled).toEqual([]);
  });

  it('type has one, or is a part of something that has', () => {
    expect(surface.neverShown).toEqual([]);
  });
});

describe('the snippets', () => {
  it('are told apart', () => {
    expect(new Set(snippets.map(fileNameOf)).size).toBe(snippets.length);
    for (const runner of ['node', 'evenkeel', 'vitest', 'jest', 'node-test', null] as const)
      expect({ runner, snippets: of(runner).length > 0 }).toEqual({ runner, snippets: true });
  });

  it('speak of entry points that there are', () => {
    const known = entryPoints(ROOT).map(({ specifier }) => specifier);
    const spoken = snippets.flatMap(({ where, text }) =>
      [...text.matchAll(/\bevenkeel(?:\/[\w-]+)+/g)].map(([specifier]) => ({ where, specifier })),
    );
    expect(spoken.length).toBeGreaterThan(20);
    expect(spoken.filter(({ specifier }) => !known.includes(specifier))).toEqual([]);
  });
});

describe('the compiler', () => {
  const wrong: Snippet = { ...snippets[0]!, where: 'a wrong one', text: "import { perv } from 'evenkeel';\n" };
  const asked: Snippet = { ...wrong, where: 'a setting', text: 'parse(text);\n', hasSetting: false };
  let said: ReadonlyMap<Snippet, string>;
  // At once, because most of it is reading the declarations of others.
  beforeAll(() => {
    said = compileSnippets([...snippets, wrong, asked], names);
  });

  it.each(snippets.filter(({ language }) => language === 'ts'))('takes $where', (snippet) => {
    expect(said.get(snippet)).toBe('');
  });

  it('would refuse one that is wrong', () => {
    expect([wrong, asked].map((snippet) => said.get(snippet))).toEqual([
      expect.stringMatching(/^line 1: Module .* has no exported member 'perv'/),
      expect.stringContaining("line 1: Cannot find name 'parse'"),
    ]);
  });
});

describe('Node', () => {
  let results: ReadonlyMap<Snippet, ProgramResult>;
  beforeAll(async () => {
    results = await runPrograms(of('node'), names);
  }, 300_000);

  it.each(of('node'))('runs $where, which prints what it says', (snippet) => {
    const { error, output } = results.get(snippet)!;
    expect(error).toBeNull();
    expect(output).toEqual(saidOutput(snippet));
  });

  it('would tell of one that fails, prints something else, or ends the process', async () => {
    const program = (where: string, text: string): Snippet => ({ where, language: 'ts', text, hasSetting: false });
    const wrong = [
      program('fails', "throw new Error('no');"),
      program('prints', 'console.log(1); // 2'),
      program('ends', 'process.exit(0);'),
      program('after', 'export {};'),
    ];
    const [fails, prints, ends, after] = [...(await runPrograms(wrong, names)).values()];
    expect(fails!.error).toMatch(/^Error: no\n/);
    expect([prints!.output, saidOutput(wrong[1]!)]).toEqual([['1'], ['2']]);
    expect([ends!.error, after!.error]).toEqual(Array(2).fill(expect.stringContaining('The process ended')));
  });
});

it('evenkeel runs the performance files', async () => {
  const { report, output } = await smokePerformanceFiles(of('evenkeel'), names);
  expect({ failures: report.failures, output }).toMatchObject({ failures: [] });
  const files = new Set(report.ran.map(({ file }) => file));
  expect([...files].sort()).toEqual(
    of('evenkeel')
      .map((snippet) => `${fileNameOf(snippet)}.perf.ts`)
      .sort(),
  );
});

describe('the runner', () => {
  it.each([
    ['vitest', runInVitest],
    ['jest', runInJest],
    ['node-test', runInNodeTest],
  ] as const)('%s passes its test files', async (runner, run) => {
    const { exitCode, output } = await run(of(runner), names);
    expect(exitCode, output).toBe(0);
    const missing = of(runner).filter((snippet) => !output.includes(`${fileNameOf(snippet)}.`));
    // The reporter of node:test names tests, not files.
    if (runner !== 'node-test') expect(missing, output).toEqual([]);
  });
});
