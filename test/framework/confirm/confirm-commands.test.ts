// Commands that past runs suspect, against the code of their baseline: real repositories, real processes.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { planTest } from '../../../src/config/plan.ts';
import { confirmSuspects } from '../../../src/framework/confirm/confirm-suspects.ts';
import type { Confirmation, ConfirmEvent, Suspect } from '../../../src/framework/confirm/confirmation.ts';
import type { TestDeclaration } from '../../../src/model/suite.ts';
import { commandTests } from '../../../src/suite/commands/command-tests.ts';
import { programs } from '../../measure/processes/built.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../../revisions/made-repository.ts';
import { context, local, temporaryDirectory } from '../fixtures.ts';

// Dozens of processes each, on a machine that others use as well.
vi.setConfig({ testTimeout: 300_000 });

const CONFIG = 'evenkeel.toml';
/** What the shell has to count to. */
const counting = (to: number) => `i=0; while [ $i -lt ${to} ]; do i=$((i+1)); done\n`;
/** What is tolerated is more than noise makes; of forty times the work nothing else is left. */
const toml = (name: string, run: readonly string[], more = '') =>
  `[[command]]\nname = "${name}"\nrun = ${JSON.stringify(run)}\ntolerance_percent = 300\n${more}\n`;
const JOB = toml('counts', ['sh', 'job.sh']);

function suspectOf(declaration: TestDeclaration, path: string, file: string): Suspect {
  const plan = planTest(declaration, new PerformanceConfig(), { isCI: false });
  return {
    test: { declaration, file, load: { file: path, loader: 'node', cacheDirectory: null }, plan },
    stored: { runs: [], incomparable: [] },
    suspicion: { isSuspect: true, reasons: [{ name: 'no_history', sentence: 'It has no past runs.' }], score: 1 },
  };
}

interface WrittenOptions extends Readonly<Record<string, unknown>> {
  readonly file?: string;
}

/** A suspect command, as a present file declares it. */
function command(
  made: MadeRepository,
  name = 'counts',
  run: readonly string[] = ['sh', 'job.sh'],
  { file = CONFIG, ...options }: WrittenOptions = {},
): Suspect {
  const place = { directory: made.directory, nameOf: String, commandName: 'run', others: [] };
  const written = { name, command: run, options: { tolerancePercent: 300, ...options } };
  const found = commandTests(written, place);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  return suspectOf(found.tests[0]!, made.path(file), file);
}

async function confirming(made: MadeRepository, suspects: readonly Suspect[], config: object = {}) {
  const events: ConfirmEvent[] = [];
  const confirmations = await confirmSuspects(suspects, {
    store: createMemoryStore(),
    config: new PerformanceConfig({ against: 'HEAD', confirmBudget: 600, ...config }),
    configFile: made.path(CONFIG),
    context: context(local),
    isDirty: true,
    directory: made.directory,
    programs,
    signal: undefined,
    onEvent: (event) => events.push(event),
  });
  expect(worktreesOf(made)).toEqual([]);
  return { events, all: suspects.map(({ test }) => confirmations.get(test)!) };
}

async function reasonFor(made: MadeRepository, suspect: Suspect = command(made)) {
  const [confirmation] = (await confirming(made, [suspect])).all;
  if (confirmation?.kind !== 'without_pairs') throw new Error(`There are pairs: ${confirmation?.kind}`);
  return confirmation.reason;
}

function judged(confirmation: Confirmation | undefined) {
  if (confirmation?.kind !== 'judged') throw new Error(`It is not judged: ${JSON.stringify(confirmation)}`);
  return confirmation;
}

const verdictOf = (confirmation: Confirmation | undefined) => judged(confirmation).end.judgement.validation.verdict;

describe('a suspect command', () => {
  it('of far more work is a regression, one as it was is none, and they share a check-out with a function', async () => {
    const made = makeRepository({
      'job.sh': counting(2000),
      'same.sh': counting(2000),
      [CONFIG]: JOB + toml('same', ['sh', 'same.sh']),
      'a.perf.js':
        "import { perf } from 'evenkeel';\nperf('function', () => Float64Array.from({ length: 2000 }, Math.random).sort());\n",
    });
    const commit = made.git('rev-parse', 'HEAD').trim();
    made.write({ 'job.sh': counting(80_000) });
    const prepared = join(temporaryDirectory(), 'prepared');
    const options = { iterations: 2, warmupIterations: 0, maxDuration: 0.01, tolerancePercent: 100_000 };
    const suspects = [
      command(made),
      suspectOf({ kind: 'test', name: 'function', options }, made.path('a.perf.js'), 'a.perf.js'),
      command(made, 'same', ['sh', 'same.sh']),
    ];
    const { all, events } = await confirming(made, suspects, { prepare: `echo once >> ${prepared}` });
    expect(verdictOf(all[0])).toBe('regression');
    expect(verdictOf(all[1])).not.toBe('regression');
    expect(verdictOf(all[2])).not.toBe('regression');
    const { base, manner, end } = judged(all[0]);
    expect(base).toEqual({ ref: 'HEAD', commit, isMergeBase: false });
    expect(manner.kind).toBe('one_after_other');
    expect(end.judgement.change.percent).toBeGreaterThan(300);
    // One error budget for all three.
    expect(end.judgement.validation.confidenceLevel).toBe(1 - 0.001 / 3);
    expect(readFileSync(prepared, 'utf8')).toBe('once\n');
    const words = events.flatMap((event) => (event.kind === 'preparing' ? event.words : []));
    expect(words.filter((each) => each.startsWith('Checking out'))).toHaveLength(1);
    const confirmed = events.flatMap((event) => (event.kind === 'confirming' ? [event.tests] : []));
    expect(confirmed).toEqual([['function'], ['counts', 'same']]);
  });

  it('is held against the command as the base declares it, in the configuration and in a performance file', async () => {
    const file = (script: string) =>
      `import { perf } from 'evenkeel';\nperf.command('of a file', ['sh', '${script}'], { tolerancePercent: 300 });\n`;
    const made = makeRepository({
      'few.sh': counting(2000),
      'many.sh': counting(80_000),
      [CONFIG]: toml('counts', ['sh', 'few.sh']),
      'a.perf.js': file('few.sh'),
    });
    // The code is the same; what is run is not.
    made.write({ [CONFIG]: toml('counts', ['sh', 'many.sh']), 'a.perf.js': file('many.sh') });
    const { all } = await confirming(made, [
      command(made, 'counts', ['sh', 'many.sh']),
      command(made, 'of a file', ['sh', 'many.sh'], { file: 'a.perf.js' }),
    ]);
    expect(all.map(verdictOf)).toEqual(['regression', 'regression']);
  });

  it('that fails here has failed', async () => {
    const made = makeRepository({ 'job.sh': counting(10), [CONFIG]: JOB });
    made.write({ 'job.sh': 'echo broken >&2; exit 3\n' });
    const [confirmation] = (await confirming(made, [command(made)])).all;
    expect(confirmation).toMatchObject({ kind: 'failed', failure: { testName: 'counts', reason: 'process_died' } });
  });

  it('is left over where there is no time, and nothing of it is run then', async () => {
    const ran = join(temporaryDirectory(), 'ran');
    const made = makeRepository({
      'job.sh': counting(10),
      [CONFIG]: toml('counts', ['sh', 'job.sh'], `setup = "echo >> ${ran}"`),
    });
    made.write({ 'job.sh': counting(20) });
    const suspect = command(made, 'counts', ['sh', 'job.sh'], { setup: `echo >> ${ran}` });
    expect((await confirming(made, [suspect], { confirmBudget: 1e-9 })).all).toEqual([{ kind: 'left_over' }]);
    expect(existsSync(ran)).toBe(false);
  });
});

describe('there are no pairs of a command', () => {
  it('that the base does not have, nor its file', async () => {
    const made = makeRepository({ 'job.sh': counting(10), [CONFIG]: toml('another', ['sh', 'job.sh']) });
    const reason = /^HEAD \(\w{7}\) does not have this command\.$/;
    const FILE = "import { perf } from 'evenkeel';\nperf.command('of a file', 'true');\n";
    appendFileSync(made.path(CONFIG), JOB);
    made.write({ 'a.perf.js': FILE });
    expect(await reasonFor(made)).toMatch(reason);
    expect(await reasonFor(made, command(made, 'of a file', ['true'], { file: 'a.perf.js' }))).toMatch(reason);
    made.remove(CONFIG);
    made.commit();
    made.write({ [CONFIG]: JOB });
    expect(await reasonFor(made)).toMatch(reason);
  });

  it('that fails in the base', async () => {
    const made = makeRepository({ 'job.sh': 'echo not yet >&2; exit 3\n', [CONFIG]: JOB });
    made.write({ 'job.sh': counting(10) });
    expect(await reasonFor(made)).toMatch(/^It cannot run on the code of HEAD \(\w{7}\): .*exit code 3[\s\S]*not yet/);
  });

  it('that names the present tree, or runs outside of both', async () => {
    const made = makeRepository({ 'job.sh': counting(10) });
    const outside = temporaryDirectory();
    const astray = ['sh', made.path('job.sh')];
    const elsewhere = `cwd = ${JSON.stringify(outside)}`;
    made.write({ [CONFIG]: toml('astray', astray) + toml('outside', ['true'], elsewhere) });
    made.commit();
    expect(await reasonFor(made, command(made, 'astray', astray))).toMatch(
      /names .*job\.sh, which is in the present tree, so both sides would run its code/,
    );
    expect(await reasonFor(made, command(made, 'outside', ['true'], { cwd: outside }))).toMatch(
      /^It runs in .*, which is outside of the repository/,
    );
  });

  it('where the configuration of the base cannot be read', async () => {
    const made = makeRepository({ 'job.sh': counting(10), [CONFIG]: 'nonsense = 1\n' });
    made.write({ [CONFIG]: JOB });
    expect(await reasonFor(made)).toContain('nonsense');
  });

  it('where the base has a file of Git LFS as a pointer alone, which it may read', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`;
    const made = makeRepository({ 'job.sh': counting(10), [CONFIG]: JOB, 'data.txt': pointer });
    made.write({ 'data.txt': 'one line\n'.repeat(100_000) });
    expect(await reasonFor(made)).toMatch(/^It may read data\.txt, which has its content on one side only: /);
  });
});
