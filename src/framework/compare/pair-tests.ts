import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { PlannedTest } from '../../measure/processes/schedule.ts';
import type { UnpairedTest } from '../../model/revisions.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import type { LoadRequest } from '../../suite/loading/load-suite.ts';

/** A test that runs on both sides. */
export interface PairedTest {
  /** As the present tree has it. */
  readonly test: PlannedTest;
  /** How the same file is loaded in the base. */
  readonly baseLoad: LoadRequest;
}

/** What each side declares. */
export interface BothSides {
  /** The present tree's tests that are asked for. */
  readonly tests: readonly PlannedTest[];
  /** The present performance files, as the present tree loads them. */
  readonly head: readonly CollectedFile[];
  /** The same files, as the base loads them; of a file in two versions the first that declares a test is the one. */
  readonly base: readonly CollectedFile[];
  /** The base's own other performance files. */
  readonly own: readonly CollectedFile[];
  /** Whether a test is asked for. */
  readonly isWanted: (name: string) => boolean;
  /** The base in words. */
  readonly where: string;
}

/** Every test in its place. */
export interface Pairing {
  readonly pairs: readonly PairedTest[];
  readonly onlyInBase: readonly UnpairedTest[];
  readonly onlyInHead: readonly UnpairedTest[];
  readonly skipped: readonly UnpairedTest[];
}

/** Finds for every test of the present tree its counterpart in the base, and the tests that are on one side only. */
export function pairTests(sides: BothSides): Pairing {
  const pairs: PairedTest[] = [];
  const onlyInHead: UnpairedTest[] = [];
  for (const test of sides.tests.filter(({ declaration }) => declaration.kind === 'test')) {
    const { name } = test.declaration;
    const versions = sides.base.filter(({ file }) => file.name === test.file);
    const declaring = versions.find((collected) => declares(collected, name));
    const failed = versions.find((collected) => 'failure' in collected);
    if (declaring !== undefined) pairs.push({ test, baseLoad: declaring.load });
    else if (failed !== undefined) onlyInHead.push(unpaired(name, test.file, failed.failure.message));
    else onlyInHead.push(unpaired(name, test.file, `Its file does not declare it on the code of ${sides.where}.`));
  }
  const comparisons = sides.tests.filter(({ declaration }) => declaration.kind === 'comparison');
  return {
    pairs,
    onlyInHead,
    onlyInBase: onlyInBase(sides),
    skipped: comparisons.map(({ declaration, file }) => unpaired(declaration.name, file, COMPARES_FUNCTIONS)),
  };
}

const COMPARES_FUNCTIONS = 'perf.compare compares two functions of one tree: that is for evenkeel run.';

function onlyInBase({ head, base, own, isWanted, where }: BothSides): readonly UnpairedTest[] {
  const failed = new Set(head.filter((collected) => 'failure' in collected).map(({ file }) => file.name));
  const known = new Set(head.flatMap(namesOf));
  const present = new Set(head.map(({ file }) => file.name));
  const found = new Map<string, UnpairedTest>();
  for (const collected of [...base, ...own]) {
    const { name: file } = collected.file;
    // Of a file that the present tree cannot load nobody knows what it would declare.
    if (failed.has(file)) continue;
    const reason = present.has(file) ? `Only ${where} declares it.` : `Only ${where} has its file.`;
    for (const name of writtenNamesOf(collected)) {
      if (!known.has(name) && isWanted(name)) found.set(name, unpaired(name, file, reason));
    }
    if ('failure' in collected && !present.has(file)) found.set(file, unpaired(null, file, reason));
  }
  return [...found.values()];
}

/** Whether a file was loaded and declares a test of this name, which is no comparison of two functions. */
export function declares(
  collected: CollectedFile,
  testName: string,
): collected is Extract<CollectedFile, { readonly tests: unknown }> {
  const isIt = ({ kind, name, mark }: TestDeclaration) => kind === 'test' && name === testName && mark !== 'todo';
  return 'tests' in collected && collected.tests.some(isIt);
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
