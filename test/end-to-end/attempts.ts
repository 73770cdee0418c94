import type { ValidationResult, VerdictView } from '../../src/model/verdict.ts';

/** What a verdict says of itself: of a test, or of a comparison of revisions. */
export interface Judged {
  readonly testName: string;
  readonly validation: Pick<ValidationResult, 'verdict' | 'message' | 'minimumDetectableChangePercent'>;
  readonly views?: readonly Pick<VerdictView, 'machinePercent'>[];
}

/** A run with its report. */
export interface Reported {
  readonly report: { readonly results: readonly Judged[] };
}

/** How to tell the result of an attempt. */
export interface Expectation<Run> {
  isFound(run: Run): boolean;
  /** Why the machine may be to blame that it was not found; null where nothing says so. */
  excuse(run: Run): string | null;
}

const ATTEMPTS = 10;
// Further than a calm machine moves the control kernel from one run to the next.
const MOVED_PERCENT = 5;
// Of a change that is so much larger than what a verdict calls detectable, one in a hundred is missed instead of one in ten.
const CLEARLY = 1.25;

/**
 * Tries until it is found. A shared machine becomes slower and quicker between two runs; evenkeel says so, and its advice
 * is to measure again. So an attempt, which begins with a baseline of its own, is repeated where its report says that the
 * machine had a hand in it, and only there: a wrong verdict on a calm machine stays one.
 * @returns the attempt that found it, or the first that did not and has no excuse.
 */
export async function attempt<Run>(
  make: () => Promise<Run>,
  { isFound, excuse }: Expectation<NoInfer<Run>>,
  attempts = ATTEMPTS,
): Promise<Run> {
  for (let i = 1; ; i++) {
    const run = await make();
    if (isFound(run)) return run;
    const why = excuse(run);
    if (why === null || i === attempts) return run;
    process.stderr.write(`attempt ${i} was in vain: ${why}\n`);
  }
}

/** Why a change of so many percent may go unseen by a verdict; null where the verdict claims to see such changes. */
export function excuseForMissing(judged: Judged, percent: number): string | null {
  const { testName, validation } = judged;
  const { verdict, message, minimumDetectableChangePercent: detectable } = validation;
  if (verdict === 'inconclusive') return `${testName}: ${message}`;
  if (detectable !== null && CLEARLY * detectable > percent) {
    return `${testName}: it says that it sees slow-downs of ${detectable.toFixed(1)} % or more`;
  }
  return excuseForAccusing(judged);
}

/** Why unchanged code may have been accused; null on a machine that stayed as it was. */
export function excuseForAccusing({ testName, views = [] }: Judged): string | null {
  const moved = views.find(({ machinePercent }) => Math.abs(machinePercent) > MOVED_PERCENT);
  return moved ? `${testName}: the control kernel moved by ${moved.machinePercent.toFixed(1)} %` : null;
}

/** That nothing in a report is a regression. */
export const NOTHING_ACCUSED: Expectation<Reported> = {
  isFound: ({ report }) => accused(report).length === 0,
  excuse: ({ report }) => excuseForAll(accused(report), excuseForAccusing),
};

/** That the code of a test, and of no other, is found to be slower by so many percent. */
export function onlyRegressionIs(name: string, percent: number): Expectation<Reported> {
  const wrong = ({ report }: Reported) =>
    report.results.filter(({ testName, validation }) => (validation.verdict === 'regression') !== (testName === name));
  return {
    isFound: (run) => wrong(run).length === 0,
    excuse: (run) =>
      excuseForAll(wrong(run), (judged) =>
        judged.testName === name ? excuseForMissing(judged, percent) : excuseForAccusing(judged),
      ),
  };
}

/** That the code of all tests is found to be slower by so many percent. */
export function everyTestIsSlower(percent: number): Expectation<Reported> {
  const missed = ({ report }: Reported) =>
    report.results.filter(({ validation }) => validation.verdict !== 'regression');
  return {
    isFound: (run) => missed(run).length === 0,
    excuse: (run) => excuseForAll(missed(run), (judged) => excuseForMissing(judged, percent)),
  };
}

function accused({ results }: Reported['report']): readonly Judged[] {
  return results.filter(({ validation }) => validation.verdict === 'regression');
}

// One verdict that has none makes the others' worth nothing.
function excuseForAll(wrong: readonly Judged[], excuse: (judged: Judged) => string | null): string | null {
  const excuses = wrong.map(excuse);
  return excuses.length === 0 || excuses.includes(null) ? null : excuses.join('; ');
}
