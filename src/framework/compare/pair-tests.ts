import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { UnpairedTest } from '../../model/revisions.ts';
import type { LoadRequest } from '../../suite/loading/load-suite.ts';
import { differentlyDeclared } from '../metrics/figures.ts';
import { declarationIn, declaresTest, type FileOrigins, type Loaded, NO_ORIGINS, ownVersionOf } from './origins.ts';

/** A test that runs on both sides: a function that is measured, or a number of the user's own. */
export interface PairedTest {
  /** As the present tree has it. */
  readonly test: PlannedTest;
  /** How the same file is loaded in the base. */
  readonly baseLoad: LoadRequest;
  /** What must be known to read the result. */
  readonly notes?: readonly string[];
  /** Whether the base declares the test by itself, so that it is not new. */
  readonly isInBase?: boolean;
}

/** What each side declares. */
export interface DeclaredByBoth {
  /** The present tree's tests that are asked for. */
  readonly tests: readonly PlannedTest[];
  /** The present performance files, as the present tree loads them. */
  readonly head: readonly CollectedFile[];
  /** The same files, as the base loads them; of a file in two versions the first that declares a test is the one. */
  readonly base: readonly CollectedFile[];
  /** The base's own other performance files, among them its versions of the present ones. */
  readonly own: readonly CollectedFile[];
  /** What the present performance files were in the base. Default: that is not asked for. */
  readonly origins?: FileOrigins;
  /** Whether a test is asked for. */
  readonly isWanted: (name: string) => boolean;
  /** The base in words. */
  readonly where: string;
}

/** Every test in its place. */
export interface Pairing {
  readonly pairs: readonly PairedTest[];
  readonly onlyInBase: readonly UnpairedTest[];
  /** New tests, which the code of the base does not declare. */
  readonly onlyInHead: readonly UnpairedTest[];
  /** Tests that the base has as well, in a file that does not load there. */
  readonly broken: readonly UnpairedTest[];
  readonly skipped: readonly UnpairedTest[];
}

/** Whether a test is one that both sides run in workers; commands are compared by other means. */
export function isPaired({ declaration: { kind } }: PlannedTest): boolean {
  return kind === 'test' || kind === 'metric';
}

/** Finds for every test of the present tree its counterpart in the base, and the tests that are on one side only. */
export function pairTests(sides: DeclaredByBoth): Pairing {
  const pairs: PairedTest[] = [];
  const onlyInHead: UnpairedTest[] = [];
  const broken: UnpairedTest[] = [];
  const skipped: UnpairedTest[] = [];
  const pair = (test: PlannedTest, loaded: Loaded, facts: Partial<PairedTest>) => {
    const another = anotherMetric(test, loaded);
    if (another === null) pairs.push({ test, baseLoad: loaded.load, ...facts });
    else skipped.push({ ...unpaired(test.declaration.name, test.file, another), kind: 'metric' });
  };
  for (const test of sides.tests.filter(isPaired)) {
    const { name } = test.declaration;
    const versions = sides.base.filter(({ file }) => file.name === test.file);
    const declaring = versions.find((collected): collected is Loaded => declaresTest(collected, test.declaration));
    const own = ownVersionOf(test, sides);
    const isInBase = own !== null || originOf(test, sides) === 'same';
    if (declaring !== undefined) {
      pair(test, declaring, { isInBase });
      continue;
    }
    const failure = versions.find((collected) => 'failure' in collected)?.failure;
    const reason = failure?.message ?? `Its file does not declare it with the code of ${sides.where}.`;
    if (own !== null) pair(test, own, { isInBase, notes: [runsOwnVersion(own, reason, sides)] });
    else if (failure && isBroken(test, sides)) broken.push(unpaired(name, test.file, reason));
    else onlyInHead.push(unpaired(name, test.file, reason));
  }
  return {
    pairs,
    onlyInHead,
    broken,
    onlyInBase: onlyInBase(sides),
    skipped: [
      ...skipped,
      ...sides.tests.flatMap(({ declaration: { kind, name }, file }) =>
        kind === 'comparison' ? unpaired(name, file, WITHOUT_OTHER_REVISION) : [],
      ),
    ],
  };
}

// Of a number of the user's own: why that of the base is another one; null where it is the same.
function anotherMetric({ declaration }: PlannedTest, loaded: Loaded): string | null {
  const before = declarationIn(loaded, declaration)?.metric;
  if (declaration.metric === undefined || before === undefined) return null;
  const why = differentlyDeclared('It', before, declaration.metric);
  return why && `${why} Neither was measured.`;
}

function originOf({ file }: PlannedTest, { origins = NO_ORIGINS }: DeclaredByBoth) {
  return origins.get(file)?.kind ?? 'absent';
}

// A file that does not load on the base's code, though its like is in the base: in the same version, or in one that
// does not load either. Where the base's own version loads and does not declare the test, the test is new.
function isBroken(test: PlannedTest, { own, origins = NO_ORIGINS }: DeclaredByBoth): boolean {
  const origin = origins.get(test.file);
  if (origin === undefined || origin.kind === 'absent') return false;
  if (origin.kind === 'same') return true;
  return own.some((collected) => collected.file.name === origin.name && 'failure' in collected);
}

function runsOwnVersion({ file }: CollectedFile, reason: string, { where }: DeclaredByBoth): string {
  const [first = ''] = reason.split('\n');
  return `Each side ran its own version of the performance file, ${where} that of ${file.name}, because the present one cannot run it there (${first}). If the file was changed to do other work, the change may be that.`;
}

const WITHOUT_OTHER_REVISION = 'perf.compare compares two functions of one tree: that is for evenkeel run.';

function onlyInBase({ head, base, own, isWanted, where }: DeclaredByBoth): readonly UnpairedTest[] {
  const failed = new Set(head.filter((collected) => 'failure' in collected).map(({ file }) => file.name));
  const known = new Set(head.flatMap(namesOf));
  const present = new Set(head.map(({ file }) => file.name));
  const found = new Map<string, UnpairedTest>();
  for (const collected of [...base, ...own]) {
    const { name: file } = collected.file;
    // What a file that the present tree cannot load would declare is unknown.
    if (failed.has(file)) continue;
    const reason = present.has(file) ? `Only ${where} declares it.` : `Only ${where} has its file.`;
    for (const name of writtenNamesOf(collected)) {
      if (!known.has(name) && isWanted(name)) found.set(name, unpaired(name, file, reason));
    }
    if ('failure' in collected && !present.has(file)) found.set(file, unpaired(null, file, reason));
  }
  return [...found.values()];
}

function namesOf(collected: CollectedFile): readonly string[] {
  return 'tests' in collected ? collected.tests.map(({ name }) => name) : [];
}

function writtenNamesOf(collected: CollectedFile): readonly string[] {
  return 'tests' in collected ? collected.tests.flatMap(({ name, mark }) => (mark === 'todo' ? [] : name)) : [];
}

function unpaired(testName: string | null, file: string, reason: string): UnpairedTest {
  return { testName, file, reason };
}
