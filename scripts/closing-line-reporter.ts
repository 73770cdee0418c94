import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';
import { addPart, allParts, closingLine, lists, PARTS } from './test-outcomes.mjs';

const SHOWN = 12;

type Trouble = Parameters<typeof addPart>[1]['failures'][number];

/**
 * Ends a test run with its slowest files, and with one plain line, which any log reader understands:
 * `12 passed, 0 failed, 0 skipped`. Where the tests are run in parts, the line is of all parts so far, and what failed is kept for
 * the end of the last one; otherwise it is listed here.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // Tests of a group whose preparations failed are skipped, and a file that cannot be loaded has none.
    const broken = modules.flatMap((module) => [module, ...module.children.allSuites()].flatMap(brokenGroup));
    const besides = [
      ...broken,
      ...unhandled.map((error) => ({ where: 'outside of any test', message: words([error]) })),
    ];
    const outcome = {
      passed: count('passed'),
      failed: count('failed') + besides.length,
      skipped: count('skipped'),
      failures: [...tests.filter((test) => test.result().state === 'failed').map(troubleOf), ...besides],
      onlyAgain: tests.filter((test) => test.diagnostic()?.flaky).map(troubleOf),
    };
    const parts = process.env[PARTS];
    console.log(`\nSlowest files:\n${slowest(modules).join('\n')}\n`);
    if (parts === undefined) {
      const troubles = lists(outcome);
      if (troubles !== '') console.log(`${troubles}\n`);
      console.log(closingLine(outcome));
    } else {
      addPart(parts, outcome);
      console.log(closingLine(allParts(parts)));
    }
  }
}

function troubleOf(test: TestCase): Trouble {
  return {
    where: `${fileOf(test.module)} > ${test.fullName}`,
    message: words(test.result().errors ?? [], test.module.moduleId),
  };
}

function brokenGroup(group: TestModule | TestSuite): Trouble | readonly [] {
  const errors = group.errors();
  if (errors.length === 0) return [];
  const where = group.type === 'module' ? fileOf(group) : `${fileOf(group.module)} > ${group.fullName}`;
  return { where, message: words(errors) };
}

/** Of a test that failed again and again, the first error: it is the one that nothing came before. */
function words([error]: readonly SerializedError[], file?: string): string {
  if (error === undefined) return '';
  const { name = 'Error', message, diff, stacks = [] } = error;
  const place = stacks.find((each) => each.file === file) ?? stacks[0];
  const where = place === undefined ? [] : [`at ${relative('.', place.file)}:${place.line}:${place.column}`];
  const more = typeof diff === 'string' ? [diff] : [];
  return stripVTControlCharacters([`${name}: ${message}`, ...where, ...more].join('\n'));
}

function slowest(modules: readonly TestModule[]): readonly string[] {
  const seconds = (module: TestModule) => (module.diagnostic().duration + module.diagnostic().collectDuration) / 1000;
  const all = modules.reduce((sum, module) => sum + seconds(module), 0);
  const files = modules.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, SHOWN);
  return [
    ...files.map((module) => `${seconds(module).toFixed(0).padStart(6)} s  ${fileOf(module)}`),
    `${all.toFixed(0).padStart(6)} s  all ${modules.length} files together, several at once`,
  ];
}

function fileOf({ moduleId }: TestModule): string {
  return relative('.', moduleId);
}
