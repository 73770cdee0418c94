import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 12;
/** Names the file with the counts of the parts before, where the tests are run in parts. */
const COUNTS = 'EVENKEEL_TEST_COUNTS';

/**
 * Ends a test run with its slowest files, and with one plain line, which any log reader understands:
 * `12 passed, 0 failed, 0 skipped`.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter((module) => !module.ok() && module.errors().length > 0).length;
    const count = (state: string) => states.filter((each) => each === state).length;
    const [passed, failed, skipped] = withThoseBefore([count('passed'), count('failed') + broken, count('skipped')]);
    console.log(`\nSlowest files:\n${slowest(modules).join('\n')}\n`);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}

function withThoseBefore(counts: readonly number[]): readonly number[] {
  const file = process.env[COUNTS];
  if (file === undefined) return counts;
  appendFileSync(file, `${JSON.stringify(counts)}\n`);
  const parts = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as readonly number[]);
  return counts.map((_, i) => parts.reduce((sum, part) => sum + part[i]!, 0));
}

function slowest(modules: readonly TestModule[]): readonly string[] {
  const seconds = (module: TestModule) => (module.diagnostic().duration + module.diagnostic().collectDuration) / 1000;
  const all = modules.reduce((sum, module) => sum + seconds(module), 0);
  const files = modules.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, SHOWN);
  return [
    ...files.map((module) => `${seconds(module).toFixed(0).padStart(6)} s  ${relative('.', module.moduleId)}`),
    `${all.toFixed(0).padStart(6)} s  all ${modules.length} files together, several at once`,
  ];
}
