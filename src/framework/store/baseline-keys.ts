import { isText } from '../../baselines/record-check.ts';

/** A test, as the owner of a baseline. */
export interface BaselineOwner {
  /** Different for every test of the run, the same for all attempts of one. */
  readonly id: string;
  readonly testName: string;
  /** Relative to the project. */
  readonly file: string;
}

/** The tests of a run that have a baseline: one each, because what one test records would be held against the other. */
export class BaselineOwners {
  readonly #owners = new Map<string, BaselineOwner>();

  /** Claims a baseline for a test. @returns null where it is that test's; otherwise the test that claimed it first. */
  claim(baselineKey: string, owner: BaselineOwner): BaselineOwner | null {
    const first = this.#owners.get(baselineKey) ?? owner;
    this.#owners.set(baselineKey, first);
    return first.id === owner.id ? null : first;
  }
}

/**
 * What is wrong where two tests claim one baseline, and what to do.
 * @param owner the test that has it, in words.
 * @param effect what that means for the other one, as the end of a sentence. Default: nothing is said of it.
 */
export function baselineTaken(baselineKey: string, owner: string, effect = ''): string {
  return `The baseline ${JSON.stringify(baselineKey)} belongs to ${owner} already${effect}. Give this test another name, or its own \`baselineKey\`.`;
}

/** The same for a test that was measured meanwhile. */
export function notRecordedAsTaken(baselineKey: string, { testName, file }: BaselineOwner): string {
  return baselineTaken(baselineKey, `${JSON.stringify(testName)} in ${file}`, ', so this was not recorded');
}

/** Why no baseline can be stored under a name, as a sentence; null where one can. */
export function problemWithName(name: string): string | null {
  if (name.trim() === '') return `No baseline can be stored under ${JSON.stringify(name)}: a name must not be empty.`;
  if (isText(name)) return null;
  return `No baseline can be stored under ${JSON.stringify(name)}: it has a NUL or half of a surrogate pair in it. Leave it out of the name.`;
}
