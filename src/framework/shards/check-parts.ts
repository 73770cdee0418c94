import { parseGate } from '../../baselines/gate-schema.ts';
import { problemsOf } from '../../baselines/record-check.ts';
import type { ListedTest, Part, RunPart } from '../../model/part.ts';
import { packageVersion } from '../result/version.ts';
import { outcomesIn, placeOf } from './outcomes.ts';

/** A part, and where it was read from. */
export interface ReadPart<Of extends Part = Part> {
  /** The file. */
  readonly origin: string;
  readonly part: Of;
}

/** Where parts are put together. */
export interface MergingPlace {
  readonly project: string;
  /** What is checked out; null where that is not known. */
  readonly commit: string | null;
}

/**
 * What keeps parts from making one whole: one is missing, or there twice, or not of the same suite as the others or the present
 * tree, or does not hold what it says. A sentence each, without its full stop; none where they are whole.
 */
export function problemsWithParts(parts: readonly ReadPart[], place: MergingPlace): readonly string[] {
  const problems = parts.flatMap((each) => [...foreign(each, place), ...withinOne(each)]);
  const [first, ...others] = parts;
  if (first === undefined) return problems;
  // What is of another suite is not counted among the parts of this one.
  const different = others.flatMap((each) => differences(first, each));
  return [...problems, ...(different.length > 0 ? different : inNumber(parts))];
}

function foreign({ origin, part }: ReadPart, { project, commit }: MergingPlace): readonly string[] {
  const version = packageVersion();
  const problems: string[] = [];
  if (part.evenkeelVersion !== version)
    problems.push(
      `${origin} was written by evenkeel ${part.evenkeelVersion}, and this is ${version}: use one version for all of them`,
    );
  if (part.project !== project)
    problems.push(
      `${origin} is of the project ${JSON.stringify(part.project)}, and this is ${JSON.stringify(project)}`,
    );
  if (part.commit !== null && commit !== null && part.commit !== commit)
    problems.push(`${origin} was measured on commit ${short(part.commit)}, and ${short(commit)} is checked out here`);
  return problems;
}

function differences(first: ReadPart, other: ReadPart): readonly string[] {
  const [a, b] = [first.part, other.part];
  const both = `${first.origin} and ${other.origin}`;
  if (a.command !== b.command)
    return [`${both} are of different commands: evenkeel ${a.command} and evenkeel ${b.command}`];
  const problems: string[] = [];
  if (a.of !== b.of) problems.push(`${both} are of different divisions: one of ${a.of} parts, and one of ${b.of}`);
  if (a.commit !== b.commit)
    problems.push(`${both} were measured on different commits: ${short(a.commit)} and ${short(b.commit)}`);
  const names = [...new Set([...Object.keys(a.settings), ...Object.keys(b.settings)])];
  const settings = names.filter((name) => a.settings[name] !== b.settings[name]);
  if (settings.length > 0) {
    const told = settings.map((name) => `${name} (${inWords(a.settings[name])} and ${inWords(b.settings[name])})`);
    problems.push(`${both} were measured by different settings: ${listed(told)}`);
  }
  if (a.command === 'compare' && b.command === 'compare' && a.report.base.commit !== b.report.base.commit) {
    const bases = [a, b].map(({ report }) => short(report.base.commit)).join(' and ');
    problems.push(
      `${both} were compared with different commits: ${bases}. Name the commit itself, as a branch may move meanwhile`,
    );
  }
  if (problems.length === 0) problems.push(...differentSuites(a.suite, b.suite).map((what) => `${both} ${what}`));
  return problems;
}

/** Why two lists are not of one suite that was divided once; nothing where they are. */
function differentSuites(first: readonly ListedTest[], other: readonly ListedTest[]): readonly string[] {
  const keys = [first, other].map((suite) => suite.map(identityOf));
  const [a, b] = keys.map((each) => new Set(each));
  const onlyInOne = new Set([...keys[0]!.filter((key) => !b!.has(key)), ...keys[1]!.filter((key) => !a!.has(key))]);
  if (onlyInOne.size > 0) {
    const names = [...first, ...other].filter((each) => onlyInOne.has(identityOf(each))).map(nameOf);
    return [`do not have the same tests: ${listed(names)}`];
  }
  if (first.length === other.length && first.every((each, i) => isSame(each, other[i]!))) return [];
  const parts = new Map(first.map((each) => [identityOf(each), each.part]));
  const moved = other.filter((each) => parts.get(identityOf(each)) !== each.part).map(nameOf);
  return [
    `were divided differently, so that tests are missing and others there twice: ${listed(moved)}. What is stored was changed between their starts, or not all of them can read it`,
  ];
}

function isSame(a: ListedTest, b: ListedTest): boolean {
  return identityOf(a) === identityOf(b) && a.part === b.part;
}

function identityOf({ kind, file, testName, baselineKey }: ListedTest): string {
  return JSON.stringify([kind, file, testName, baselineKey]);
}

function inNumber(parts: readonly ReadPart[]): readonly string[] {
  const { of } = parts[0]!.part;
  const problems: string[] = [];
  for (let number = 1; number <= of; number++) {
    const origins = parts.filter(({ part }) => part.part === number).map(({ origin }) => origin);
    if (origins.length === 0)
      problems.push(`part ${number} of ${of} is missing: its machine did not finish, or its file is not here`);
    if (origins.length > 1)
      problems.push(`part ${number} of ${of} is there ${origins.length} times: ${origins.join(', ')}`);
  }
  return problems;
}

/** What a part does not hold that it should, and what it holds that it should not. */
function withinOne({ origin, part }: ReadPart): readonly string[] {
  const problems: string[] = [];
  const own = part.suite.filter((each) => each.part === part.part);
  const places = new Set(own.map(placeOf));
  const outcomes = outcomesIn(part);
  const told = new Set(outcomes.map(placeOf));
  const missing = own.filter((each) => !told.has(placeOf(each)));
  if (missing.length > 0)
    problems.push(`${origin} has nothing of ${listed(missing.map(nameOf))}, which it should have measured`);
  const strange = outcomes.filter((each) => !places.has(placeOf(each)));
  if (strange.length > 0)
    problems.push(`${origin} has what another part should have measured: ${listed(strange.map(nameOf))}`);
  if (part.report.summary.interrupted) problems.push(`${origin} was interrupted`);
  return [...problems, ...(part.command === 'run' ? wrongInRun({ origin, part }) : [])];
}

function wrongInRun({ origin, part }: ReadPart<RunPart>): readonly string[] {
  const problems: string[] = [];
  const keys = part.report.results.map(({ baselineKey }) => baselineKey);
  const known = new Set<string>();
  const twice = keys.filter((key) => known.size === known.add(key).size);
  if (twice.length > 0) problems.push(`${origin} has several results of ${listed([...new Set(twice)].map(quoted))}`);
  const { environmentKey } = part.report.environment;
  // Nothing is stored that was not measured by this part.
  const foreignRecords = part.records.filter(
    (record) =>
      record.environmentKey !== environmentKey || record.commit !== part.commit || !known.has(record.testName),
  );
  if (foreignRecords.length > 0)
    problems.push(
      `${origin} would store what it did not measure: ${listed(foreignRecords.map(({ testName }) => quoted(testName)))}`,
    );
  for (const record of part.records) {
    const [problem] = problemsOf(record);
    if (problem !== undefined)
      problems.push(`${origin} holds of ${quoted(record.testName)} what cannot have been measured: ${problem}`);
  }
  const isGate = part.gate === null || parseGate(JSON.stringify(part.gate)) !== null;
  if (!isGate || (part.gate !== null && part.gate.environmentKey !== environmentKey))
    problems.push(`${origin} holds a gate that is none of its suite`);
  return problems;
}

function short(commit: string | null): string {
  return commit === null ? 'an unknown one' : commit.slice(0, 7);
}

function inWords(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function nameOf({ testName, file }: Pick<ListedTest, 'testName' | 'file'>): string {
  return testName === null ? file : quoted(testName);
}

function quoted(name: string): string {
  return JSON.stringify(name);
}

const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
