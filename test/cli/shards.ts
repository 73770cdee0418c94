import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunFlags } from '../../src/cli/flags.ts';
import { run } from '../../src/cli/run.ts';
import type { WorkerOutcome, WorkerPool } from '../../src/measure/processes/worker-process.ts';
import type { RunReport } from '../../src/model/result.ts';
import type { TestDeclaration } from '../../src/model/suite.ts';
import { measured, temporaryDirectory } from '../framework/fixtures.ts';
import { talking } from '../measure/processes/talking.ts';
import { parseRunReport } from '../report/parse-run-report.ts';
import { type MadeRepository, makeRepository } from '../revisions/made-repository.ts';
import { command, type Recorded, recorder } from './recorder.ts';

/** Of each test, seconds of a call, or how its process ends. */
export type Times = Readonly<Record<string, number | WorkerOutcome>>;

/** A suite in a repository, the working directory until the test is over, of which machines measure what they are told to. */
export interface SharedSuite {
  readonly made: MadeRepository;
  /** Where the baselines are. */
  readonly cache: string;
  /** What each test takes from now on. */
  times: Times;
  /** All of it on one machine. */
  whole(flags?: RunFlags): Promise<Recorded & { readonly report: RunReport }>;
  /** One part, to a file that it answers. */
  part(part: number, of: number, flags?: RunFlags): Promise<Recorded & { readonly file: string }>;
  /** All parts, one after the other. */
  parts(of: number, flags?: RunFlags): Promise<readonly string[]>;
  merge(...args: readonly string[]): Promise<Recorded>;
}

const DECLARED: Readonly<Record<string, readonly TestDeclaration[]>> = {
  'a.perf.js': [test('parse'), test('print'), { ...test('left out'), mark: 'skip' }, test('sort')],
  'b.perf.js': [
    test('read'),
    { ...test('both'), kind: 'comparison' },
    { ...test('size'), kind: 'metric', metric: SIZE() },
    test('write'),
  ],
};

function test(name: string): TestDeclaration {
  return { kind: 'test', name, options: { processes: 3 } };
}

function SIZE() {
  return { name: 'size', unit: 'bytes', better: 'lower', scatter: 'counted' } as const;
}

/** Makes one, with a commit. */
export function sharedSuite(declared: typeof DECLARED = DECLARED): SharedSuite {
  const made = makeRepository({
    ...Object.fromEntries(Object.keys(declared).map((name) => [name, ''])),
    '.gitignore': 'node_modules/\n',
  });
  const before = process.cwd();
  process.chdir(made.directory);
  onTestFinished(() => process.chdir(before));
  const parts = temporaryDirectory();
  const cache = join(temporaryDirectory(), 'cache');
  mkdirSync(cache);
  const suite: SharedSuite = {
    made,
    cache,
    times: {},
    async whole(flags = {}) {
      const { terminal, written } = recorder();
      const exitCode = await run([], { cache, json: '-', ...flags }, terminal, { pool: pool() });
      return { exitCode, ...written, report: await parseRunReport(written.out) };
    },
    async part(part, of, flags = {}) {
      const { terminal, written } = recorder();
      const file = join(parts, `part-${part}.blob`);
      const given = { cache, shard: { part, of }, blob: file, ...flags };
      const exitCode = await run([], given, terminal, { pool: pool() });
      return { exitCode, ...written, file };
    },
    async parts(of, flags) {
      const files: string[] = [];
      for (let part = 1; part <= of; part++) files.push((await suite.part(part, of, flags)).file);
      return files;
    },
    merge: (...args) => command(['merge', '--cache', cache, ...args]),
  };
  const pool = (): WorkerPool =>
    talking(async (request) => {
      if (request.kind === 'collect') {
        const [, tests = []] = Object.entries(declared).find(([name]) => request.load.file.endsWith(name)) ?? [];
        return { kind: 'collected', tests };
      }
      if (request.kind !== 'measure' && request.kind !== 'own_metric') throw new Error(`${request.kind} is not asked`);
      const answer = suite.times[request.testName] ?? 1;
      if (typeof answer !== 'number') return answer;
      if (request.kind === 'own_metric')
        return { kind: 'figures', figures: new Array(request.calls.least).fill(answer) };
      return { kind: 'measured', measurement: measured(answer, request.place) };
    });
  return suite;
}
