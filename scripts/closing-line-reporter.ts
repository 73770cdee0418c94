import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 12;

/**
 * Ends a test run with its slowest files, and with one plain line, which any log reader understands:
 * `12 passed, 0 failed, 0 skipped`.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    const broken = modules.filter((module) => !module.ok() && module.errors().length > 0).length;
    const count = (state: string) => states.filter((each) => each === state).length;
    console.log(`\nSlowest files:\n${slowest(modules).join('\n')}\n`);
    console.log(`${count('passed')} passed, ${count('failed') + broken} failed, ${count('skipped')} skipped`);
  }
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
