import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { planTest } from '../../../src/config/plan.ts';
import { StoreError } from '../../../src/errors.ts';
import { type ConfirmOptions, confirmSuspects } from '../../../src/framework/confirm/confirm-suspects.ts';
import type { Confirmation, ConfirmEvent, Suspect } from '../../../src/framework/confirm/confirmation.ts';
import type { TestDeclaration, TestOptions } from '../../../src/model/suite.ts';
import { processesIn, until } from '../../measure/processes/alive.ts';
import { programs } from '../../measure/processes/built.ts';
import { type MadeRepository, makeRepository, worktreesOf } from '../../revisions/made-repository.ts';
import { context, local, temporaryDirectory } from '../fixtures.ts';

// Each of some tests starts dozens of processes, on a machine that others use as well.
vi.setConfig({ testTimeout: 300_000 });

/** Little is measured, and what is tolerated is more than any noise; a factor of four is more than that. */
const QUICK: TestOptions = { iterations: 10, warmupIterations: 1, maxDuration: 0.2, tolerancePercent: 60 };

/** For code that is as it was: no noise makes more than that, so that four pairs are enough, which need not measure much. */
const UNCHANGED: TestOptions = { iterations: 2, warmupIterations: 0, maxDuration: 0.01, tolerancePercent: 100_000 };

/** The same work in another file. */
const inOtherWords = (text: string) => `${text}// A comment.\n`;

/** Native work of a fraction of a millisecond, so many times. */
const code = (times: number) => `
const numbers = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i * i));
export const work = () => { let n = 0; for (let i = 0; i < ${times}; i++) n += Float64Array.from(numbers).sort().length; return n; };
`;

/** A performance file of tests with these names and bodies. */
const performanceFile = (tests: Readonly<Record<string, string>>, imports = "import { work } from './code.js';") =>
  [
    "import { perf } from 'evenkeel';",
    imports,
    ...Object.entries(tests).map(([name, body]) => `perf('${name}', ${body});`),
  ].join('\n');

const FILES = { 'code.js': code(1), 'a.perf.js': performanceFile({ work: 'work' }) };

function suspect(made: MadeRepository, name = 'work', file = 'a.perf.js', options: TestOptions = {}): Suspect {
  const declaration: TestDeclaration = { kind: 'test', name, options: { ...QUICK, ...options } };
  const load = { file: file.startsWith('/') ? file : made.path(file), loader: 'node', cacheDirectory: null } as const;
  const plan = planTest(declaration, new PerformanceConfig(), { isCI: false });
  return {
    test: { declaration, file, load, plan },
    stored: { runs: [], incomparable: [] },
    suspicion: { isSuspect: true, reasons: [{ name: 'no_history', sentence: 'It has no past runs.' }], score: 1 },
  };
}

interface Confirming extends Partial<Omit<ConfirmOptions, 'config'>> {
  readonly config?: ConstructorParameters<typeof PerformanceConfig>[0];
}

/** Confirms suspects against the newest commit, and notes what goes on. */
async function confirming(made: MadeRepository, suspects: readonly Suspect[], { config, ...over }: Confirming = {}) {
  const events: ConfirmEvent[] = [];
  const confirmations = await confirmSuspects(suspects, {
    store: createMemoryStore(),
    config: new PerformanceConfig({ against: 'HEAD', confirmBudget: 600, ...config }),
    context: context(local),
    isDirty: true,
    directory: made.directory,
    configFile: null,
    programs,
    signal: undefined,
    onEvent: (event) => events.push(event),
    ...over,
  });
  expect(worktreesOf(made)).toEqual([]);
  return { events, all: suspects.map(({ test }) => confirmations.get(test)!), confirmations };
}

async function confirmingOne(made: MadeRepository, one: Suspect = suspect(made), over?: Confirming) {
  const { all, events } = await confirming(made, [one], over);
  return { one: all[0]!, events };
}

function judgedOf(confirmation: Confirmation) {
  if (confirmation.kind !== 'judged') throw new Error(`It is not judged: ${JSON.stringify(confirmation)}`);
  return confirmation;
}

/** A directory of its own for what is temporary. */
function ownTemporary(): string {
  const directory = temporaryDirectory();
  vi.stubEnv('TMPDIR', directory);
  onTestFinished(() => void vi.unstubAllEnvs());
  return directory;
}

describe('a suspect', () => {
  it('has its share of the error budget of all tests that may be suspect, on other machines as well', async () => {
    const made = makeRepository(FILES);
    const one = suspect(made, 'work', 'a.perf.js', UNCHANGED);
    const levelWith = async (over: Confirming) =>
      judgedOf((await confirmingOne(made, one, over)).one).end.judgement.validation.confidenceLevel;
    expect(await levelWith({})).toBeCloseTo(1 - 0.001, 12);
    expect(await levelWith({ sharers: 50 })).toBeCloseTo(1 - 0.001 / 50, 12);
  });

  it('without past runs here is left to them where those of other environments cannot be read any more', async () => {
    const made = makeRepository(FILES);
    const store = createMemoryStore();
    vi.spyOn(store, 'series').mockRejectedValue(new StoreError('database is locked.'));
    const { one } = await confirmingOne(made, suspect(made), { store });
    expect(one).toEqual({
      kind: 'without_pairs',
      reason: 'The baselines of other environments could not be read: database is locked.',
      remedy: 'Run this again.',
      isHarmless: false,
    });
  });

  it('whose code became four times slower is a regression', async () => {
    const made = makeRepository(FILES);
    const commit = made.git('rev-parse', 'HEAD').trim();
    made.write({ 'code.js': code(4) });
    const { one, events } = await confirmingOne(made);
    const { base, end, manner } = judgedOf(one);
    expect(end.judgement.validation).toMatchObject({ verdict: 'regression', isValid: false });
    expect(end.judgement.change.percent).toBeGreaterThan(100);
    expect(base).toEqual({ ref: 'HEAD', commit, isMergeBase: false });
    expect(manner).toMatchObject({ kind: 'by_turns' });
    expect(end.evidence.logRatios.lowEnd.length).toBeGreaterThanOrEqual(8);
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['preparing', 'confirming', 'step']));
    expect(events.find(({ kind }) => kind === 'confirming')).toMatchObject({
      tests: ['work'],
      base: { isMergeBase: expect.any(Boolean) },
    });
  });

  it('whose code is as it was, or quicker, is none', async () => {
    const made = makeRepository({
      'code.js': code(4),
      'a.perf.js': performanceFile({ same: 'work', quicker: 'work' }),
      'b.perf.js': performanceFile({ quicker: 'other' }, "import { work as other } from './other.js';"),
      'other.js': code(8),
    });
    made.write({ 'code.js': inOtherWords(code(4)), 'other.js': code(1) });
    const { all } = await confirming(made, [
      suspect(made, 'same', 'a.perf.js', UNCHANGED),
      suspect(made, 'quicker', 'b.perf.js'),
    ]);
    const verdicts = all.map((each) => judgedOf(each).end.judgement.validation.verdict);
    expect(verdicts[0]).toBe('pass');
    expect(verdicts[1]).toBe('improvement');
  });

  it('is held against the performance file of the base, with what that measured', async () => {
    const throws = "() => { throw new Error('in the file of the base'); }";
    const made = makeRepository({ ...FILES, 'a.perf.js': performanceFile({ work: throws }) });
    // The code is the same, and the present file would run on either.
    made.write({ 'a.perf.js': FILES['a.perf.js'] });
    const { one } = await confirmingOne(made);
    expect(one).toMatchObject({ kind: 'without_pairs', reason: expect.stringContaining('in the file of the base') });
  });

  it('that is new in its file runs on the code of the base all the same', async () => {
    const made = makeRepository({
      ...FILES,
      'code.js': `${code(1)}export const other = () => { throw new Error('in the code of the base'); };\n`,
    });
    made.write({
      'a.perf.js': performanceFile(
        { work: 'work', fresh: 'work', other: 'other' },
        "import { other, work } from './code.js';",
      ),
      'code.js': `${code(1)}export const other = work;\n`,
    });
    const { all } = await confirming(
      made,
      ['fresh', 'other'].map((name) => suspect(made, name, 'a.perf.js', UNCHANGED)),
    );
    expect(judgedOf(all[0]!).end.judgement.validation.verdict).toBe('pass');
    expect(all[1]).toMatchObject({ kind: 'without_pairs', reason: expect.stringContaining('in the code of the base') });
  });
});

describe('without pairs', () => {
  const withoutPairs = (confirmation: Confirmation) => {
    if (confirmation.kind !== 'without_pairs') throw new Error(`There are: ${confirmation.kind}`);
    return confirmation;
  };

  it('is a test that the base lacks, because what it measures is not there yet; others are measured', async () => {
    const made = makeRepository(FILES);
    made.write({
      'new.js': code(1),
      'b.perf.js': performanceFile({ fresh: 'work' }, "import { work } from './new.js';"),
      'code.js': inOtherWords(code(1)),
    });
    const suspects = [suspect(made, 'fresh', 'b.perf.js'), suspect(made, 'work', 'a.perf.js', UNCHANGED)];
    const { all } = await confirming(made, suspects);
    expect(withoutPairs(all[0]!)).toMatchObject({ isHarmless: false, remedy: null });
    expect(withoutPairs(all[0]!).reason).toMatch(
      /^It cannot run on the code of HEAD \(\w{7}\): .*Cannot find module 'HEAD:new\.js'/,
    );
    expect(judgedOf(all[1]!).end.judgement.validation.verdict).toBe('pass');
  });

  it('is a test of a file that cannot be loaded there', async () => {
    const made = makeRepository({
      ...FILES,
      'code.js': "throw new Error('not ready');\nexport const work = () => 1;\n",
    });
    made.write({ 'code.js': code(1) });
    const { reason, remedy } = withoutPairs((await confirmingOne(made)).one);
    expect(reason).toMatch(/^It cannot run on the code of HEAD \(\w{7}\): .*not ready/);
    expect(remedy).toBeNull();
  });

  it('is what has to be built there, and it is said how', async () => {
    const made = makeRepository({
      'a.perf.js': performanceFile({ work: 'work' }, "import { work } from './dist/code.js';"),
    });
    made.write({ 'dist/code.js': code(1) });
    const { remedy } = withoutPairs((await confirmingOne(made)).one);
    expect(remedy).toMatch(/^dist\/code\.js is ignored by git.* --prepare "npm ci && npm run build"$/);
  });

  it('is what needs other packages there', async () => {
    const temporary = ownTemporary();
    const locked = (version: string) =>
      JSON.stringify({ packages: { '': {}, 'node_modules/dep': { version }, 'node_modules/linter': { version } } });
    const imports = "import { work } from './code.js';\nimport 'dep';";
    const made = makeRepository({
      ...FILES,
      'package-lock.json': locked('1.0.0'),
      'b.perf.js': performanceFile({ other: 'work' }, imports),
    });
    made.write({ 'package-lock.json': locked('2.0.0'), 'node_modules/dep/index.js': '' });
    const { one } = await confirmingOne(made, suspect(made, 'other', 'b.perf.js'));
    expect(withoutPairs(one).reason).toMatch(/^package-lock\.json is not the same in HEAD \(\w{7}\) as here/);
    expect(withoutPairs(one).reason).toContain('dep (1.0.0 there, 2.0.0 here)');
    expect(withoutPairs(one).reason).toContain('--prepare "npm ci"');
    expect(readdirSync(temporary).filter((name) => name.startsWith('evenkeel-') && !isOf(name, made))).toEqual([]);
  });

  it('is not what needs the same ones, of those that moved, which is said', async () => {
    const locked = (version: string) => JSON.stringify({ packages: { '': {}, 'node_modules/linter': { version } } });
    const made = makeRepository({ ...FILES, 'package-lock.json': locked('1.0.0') });
    made.write({ 'package-lock.json': locked('2.0.0') });
    const { one } = await confirmingOne(made, suspect(made, 'work', 'a.perf.js', UNCHANGED));
    expect(judgedOf(one).notes).toEqual([
      expect.stringMatching(
        /^package-lock\.json is not the same in HEAD .*; both sides used the packages that are installed here/,
      ),
    ]);
  });

  it('is what reads a file of which the base has only the pointer of Git LFS; others are measured', async () => {
    const pointer = (hash: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${hash.repeat(64)}\nsize 9\n`;
    const imports = "import { readFileSync } from 'node:fs';\nimport { work } from './code.js';";
    const made = makeRepository({
      ...FILES,
      'data.txt': pointer('0'),
      'b.perf.js': performanceFile({ reads: "() => readFileSync('data.txt')" }, imports),
    });
    made.write({ 'data.txt': 'one line\n'.repeat(100_000) });
    const suspects = [suspect(made, 'reads', 'b.perf.js'), suspect(made, 'work', 'a.perf.js', UNCHANGED)];
    const { all } = await confirming(made, suspects);
    expect(withoutPairs(all[0]!)).toMatchObject({
      isHarmless: false,
      reason: expect.stringMatching(/^It reads data\.txt, which has its content on one side only: in HEAD .*pointer/),
      remedy: 'Have it fetched there: --prepare "git lfs pull".',
    });
    expect(judgedOf(all[1]!).end.judgement.validation.verdict).toBe('pass');
  });

  it('is what throws there', async () => {
    const made = makeRepository({
      ...FILES,
      'code.js': "export const work = () => { throw new Error('not in the base'); };\n",
    });
    made.write({ 'code.js': code(1) });
    const { reason } = withoutPairs((await confirmingOne(made)).one);
    expect(reason).toMatch(/^It cannot run on the code of HEAD \(\w{7}\): .*not in the base/);
  });

  it('is a file outside of the repository', async () => {
    const made = makeRepository(FILES);
    const outside = join(temporaryDirectory(), 'o.perf.js');
    const { all, events } = await confirming(made, [suspect(made, 'work', outside)]);
    expect(withoutPairs(all[0]!).reason).toBe(`${outside} lies outside the repository in ${made.directory}.`);
    expect(events).toEqual([]);
  });

  it('is the code of the commit itself, where nothing could be found', async () => {
    const made = makeRepository(FILES);
    const { one, events } = await confirmingOne(made, suspect(made), { isDirty: false });
    expect(withoutPairs(one)).toMatchObject({ isHarmless: true, remedy: null });
    expect(events).toEqual([]);
  });

  it('is a base that cannot be prepared', async () => {
    const made = makeRepository(FILES);
    made.write({ 'code.js': code(2) });
    const config = { prepare: 'echo no registry >&2; exit 4' };
    const { reason } = withoutPairs((await confirmingOne(made, suspect(made), { config })).one);
    expect(reason).toMatch(/^--prepare failed with exit code 4 in the check-out of HEAD/);
  });

  it('is what a stand-in took the place of on one side', async () => {
    const made = makeRepository({
      ...FILES,
      'code.js': `import { DependencyResolver } from 'evenkeel';
${code(1).replace('const work', 'const sort')}
const fallbackFactory = () => sort;
export const work = await new DependencyResolver().getFunctionOrFallback('absent', 'run', { fallbackFactory });\n`,
    });
    made.write({ 'code.js': inOtherWords(code(1)) });
    const { one } = await confirmingOne(made, suspect(made, 'work', 'a.perf.js', UNCHANGED));
    expect(withoutPairs(one).reason).toMatch(
      /^In pairs with HEAD \(\w{7}\) it was measured with a stand-in for run of "absent", which says nothing/,
    );
  });

  it('is everything where no suspects are', async () => {
    const made = makeRepository(FILES);
    expect((await confirming(made, [])).confirmations.size).toBe(0);
  });
});

/** Whether a temporary directory is the repository of a test. */
function isOf(name: string, { directory }: MadeRepository): boolean {
  return directory.endsWith(name);
}

describe('the present code', () => {
  it('that throws is a failure', async () => {
    const made = makeRepository(FILES);
    made.write({ 'code.js': "export const work = () => { throw new Error('broken here'); };\n" });
    const { one } = await confirmingOne(made);
    expect(one).toMatchObject({ kind: 'failed', failure: { testName: 'work', file: 'a.perf.js', reason: 'threw' } });
    expect(one.kind === 'failed' && one.failure.message).toContain('broken here');
  });

  it('that throws on both sides is a failure as well', async () => {
    const made = makeRepository({ ...FILES, 'code.js': "export const work = () => { throw new Error('old'); };\n" });
    made.write({ 'code.js': "export const work = () => { throw new Error('new'); };\n" });
    const { one } = await confirmingOne(made);
    expect(one).toMatchObject({ kind: 'failed', failure: { reason: 'threw' } });
  });
});

describe('the time for suspects', () => {
  it('ends before anything is decided where there is none to speak of', async () => {
    const made = makeRepository(FILES);
    made.write({ 'code.js': code(4) });
    const { one } = await confirmingOne(made, suspect(made), { config: { confirmBudget: 0.001 } });
    expect(one).toEqual({ kind: 'left_over' });
  });
});

describe('several suspects', () => {
  it('are measured against a commit each, where their baselines are of different ones', async () => {
    const made = makeRepository({ ...FILES, 'b.perf.js': performanceFile({ other: 'work' }) });
    const first = made.git('rev-parse', 'HEAD').trim();
    made.write({ 'code.js': code(4) });
    const second = made.commit();
    const ofRun = (commit: string) => ({ commit, isDirty: false }) as Suspect['stored']['runs'][number];
    const stored = (commit: string) => ({ runs: [ofRun(commit)], incomparable: [] });
    const suspects = [
      { ...suspect(made), stored: stored(first) },
      { ...suspect(made, 'other', 'b.perf.js', UNCHANGED), stored: stored(second) },
    ];
    const { all } = await confirming(made, suspects, { config: { against: '' } });
    expect(all.map((each) => judgedOf(each).base.commit)).toEqual([first, second]);
    expect(all.map((each) => judgedOf(each).end.judgement.validation.verdict)).toEqual(['regression', 'pass']);
    // One error budget for both, though each has a commit of its own.
    const levels = all.map((each) => judgedOf(each).end.judgement.validation.confidenceLevel);
    expect(levels).toEqual([1 - 0.001 / 2, 1 - 0.001 / 2]);
  });

  it('of one name in two files are told apart', async () => {
    const made = makeRepository(FILES);
    made.write({
      'new.js': code(1),
      'b.perf.js': performanceFile({ work: 'work' }, "import { work } from './new.js';"),
      'code.js': inOtherWords(code(1)),
    });
    const suspects = ['a.perf.js', 'b.perf.js'].map((file) => suspect(made, 'work', file, UNCHANGED));
    const { all } = await confirming(made, suspects);
    expect(all.map(({ kind }) => kind)).toEqual(['judged', 'without_pairs']);
  });
});

describe('an interruption', () => {
  const ENDLESS = { ...FILES, 'code.js': 'export const work = () => { for (;;) ; };\n' };

  it('before a base is chosen is no error', async () => {
    const made = makeRepository(FILES);
    const { one } = await confirmingOne(made, suspect(made), { signal: AbortSignal.abort() });
    expect(one).toMatchObject({ kind: 'failed', failure: { testName: 'work', reason: 'interrupted' } });
  });

  it.each(['preparing', 'confirming'] as const)('at the event %s leaves nothing behind', async (kind) => {
    const temporary = ownTemporary();
    const made = makeRepository(ENDLESS);
    const controller = new AbortController();
    const onEvent = (event: ConfirmEvent) => {
      // A moment later it is in the middle of what it has announced.
      if (event.kind === kind) setTimeout(() => controller.abort(), 300);
    };
    const { one } = await confirmingOne(made, suspect(made, 'work', 'a.perf.js', { timeLimit: 500 }), {
      signal: controller.signal,
      onEvent,
    });
    expect(one).toMatchObject({ kind: 'failed', failure: { testName: 'work', reason: 'interrupted' } });
    await until(() => processesIn(temporary).length === 0);
    expect(readdirSync(temporary).filter((name) => name.startsWith('evenkeel-') && !isOf(name, made))).toEqual([]);
  });
});
