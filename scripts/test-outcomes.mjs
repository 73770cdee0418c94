// What the parts of a test run came to, kept from one part to the next, and the words that the whole run ends with. Logs of CI are
// often cut to their last lines: which tests failed, and why, must be among them.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Names the file that holds what the parts came to, where tests are run in parts. */
export const PARTS = 'EVENKEEL_TEST_PARTS';

/** Of all lists together, so that they stay among the last hundred lines of a log. */
const MOST_LINES = 80;
/** Of one message. */
const LONGEST_MESSAGE = 15;

/**
 * A test, or what failed besides tests.
 * @typedef {{ readonly where: string, readonly message: string }} Trouble
 */

/**
 * What a part came to.
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {readonly Trouble[]} failures
 * @property {readonly Trouble[]} onlyAgain What passed when it was run again, with what it failed with first.
 */

/** @type {Outcome} */
const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [], onlyAgain: [] };

/**
 * Adds a part.
 * @param {string} file
 * @param {Outcome} outcome
 */
export function addPart(file, outcome) {
  appendFileSync(file, `${JSON.stringify(outcome)}\n`);
}

/**
 * What all parts came to that were added; nothing where none was.
 * @param {string} file
 * @returns {Outcome}
 */
export function allParts(file) {
  if (!existsSync(file)) return NOTHING;
  const parts = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => /** @type {Outcome} */ (JSON.parse(line)));
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
      failures: [...sum.failures, ...part.failures],
      onlyAgain: [...sum.onlyAgain, ...part.onlyAgain],
    }),
    NOTHING,
  );
}

/**
 * One plain line, which any log reader understands: `12 passed, 0 failed, 0 skipped`.
 * @param {Outcome} outcome
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Every test that failed, and every one that passed only when it was run again, with the beginning of what it failed with: the
 * shorter, the more there are. Empty where there are none.
 * @param {Outcome} outcome
 */
export function lists({ failures, onlyAgain }) {
  const all = failures.length + onlyAgain.length;
  const shown = Math.max(0, Math.min(LONGEST_MESSAGE, Math.floor(MOST_LINES / all) - 1));
  return [
    ...list('passed when run again', onlyAgain, shown, Math.ceil((MOST_LINES * onlyAgain.length) / all)),
    ...list('failed', failures, shown, Math.ceil((MOST_LINES * failures.length) / all)),
  ].join('\n');
}

/**
 * @param {string} what
 * @param {readonly Trouble[]} troubles
 * @param {number} linesEach
 * @param {number} most
 */
function list(what, troubles, linesEach, most) {
  if (troubles.length === 0) return [];
  const told = troubles.slice(0, most).flatMap(({ where, message }) => [
    `  ${where}`,
    ...message
      .split('\n')
      .slice(0, linesEach)
      .map((line) => `    ${line}`.trimEnd()),
  ]);
  const left = troubles.length - most;
  return [`\n${what} (${troubles.length}):`, ...told, ...(left > 0 ? [`  and ${left} more`] : [])];
}
