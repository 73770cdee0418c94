// Simulations of error rates and sizes take seconds, and thousands of mutants would pay for them. What they alone would
// find counts as survived, so the score is a lower bound. MUTATION_SIMULATIONS=1 keeps them.
const IS_COMPLETE = process.env.MUTATION_SIMULATIONS === '1';

const FILES = ['test/statistics/coverage.test.ts', 'test/judge/history/rates.test.ts'];

// Of a test's whole name.
const NAMES = [
  /^(the )?error rates of/,
  /keep the error rate/,
  /as often as it says/,
  /caught nine times in ten/,
  /with lognormal ratios/,
  /nineteen cases of twenty/,
  /calls no regression at limit 0/,
  /^judgeAgainstHistory (calls nothing a regression|does not depend|states a change)/,
  /^the margin narrows/,
  /one million samples/,
  /^sizes from 1 to 10,000/,
  /hundred thousand samples/,
  /looks that follow each other closely/,
  /^variance components are unbiased/,
  /comes near the t-test/,
  /^boundaries of looks at growing data (with t-tests|allow more)/,
  /10000 equal samples/,
  /is the median of all differences/,
  /^many tests at once each is no larger/,
  /^never NaN/,
  /^resampling (hierarchical|nears the exact law|many samples)/,
];

/** Test files that no mutant is held against. */
export function leftOutFiles(): string[] {
  return IS_COMPLETE ? [] : FILES;
}

/** Whether no mutant is held against the test of this name (its suites' names and its own, with spaces between them). */
export function isLeftOut(name: string): boolean {
  return !IS_COMPLETE && NAMES.some((pattern) => pattern.test(name));
}
