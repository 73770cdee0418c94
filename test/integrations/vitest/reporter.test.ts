import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestModule, Vitest } from 'vitest/node';
import { NO_OUTCOME, packOutcome } from '../../../src/integrations/shared/outcome.ts';
import type { RunnerSettings } from '../../../src/integrations/shared/settings.ts';
import { EvenkeelReporter } from '../../../src/integrations/vitest/reporter.ts';
import { outsideCi } from '../../framework/fixtures.ts';
import { byHistory, byPairs, testResult } from '../../report/fixtures.ts';
import { settings } from '../shared/fixtures.ts';

beforeEach(outsideCi);

let exitCode: typeof process.exitCode;
beforeEach(() => {
  exitCode = process.exitCode;
  process.exitCode = undefined;
});
afterEach(() => {
  process.exitCode = exitCode;
});

/** A file of tests that left this in their `task.meta`. */
function moduleOf({ directory }: RunnerSettings, ...metas: readonly object[]): TestModule {
  const module = { moduleId: join(directory, 'src/a.perf.ts') };
  const tests = metas.map((meta, id) => ({ id: String(id), fullName: `test ${id}`, module, meta: () => meta }));
  return { children: { allTests: () => tests } } as unknown as TestModule;
}

function measured(testName: string, verdict: 'pass' | 'regression', evidence = byHistory): object {
  const results = [testResult({ testName, verdict, evidence, file: null })];
  return { evenkeel: { tests: [], packed: packOutcome({ ...NO_OUTCOME, results }) } };
}

async function report(given: RunnerSettings, metas: readonly object[], output = {}): Promise<string> {
  const lines: string[] = [];
  const reporter = new EvenkeelReporter(given, output);
  reporter.onInit({ logger: { log: (line: string) => void lines.push(line) } } as unknown as Vitest);
  reporter.onTestRunStart();
  await reporter.onTestRunEnd([moduleOf(given, ...metas)], [], 'passed');
  return lines.join('\n');
}

describe('EvenkeelReporter', () => {
  it('is silent where nothing was measured', async () => {
    expect(await report(settings(), [{}, {}])).toBe('');
    expect(process.exitCode).toBeUndefined();
  });

  it("shows evenkeel's table, names the file, and writes the reports", async () => {
    const given = settings();
    const shown = await report(given, [measured('parse', 'pass'), {}], { json: 'out/report.json' });
    expect(shown).toMatch(/src\/a\.perf\.ts\n.*✓ parse .* pass/);
    expect(existsSync(join(given.directory, 'out/report.json'))).toBe(true);
    expect(process.exitCode).toBeUndefined();
  });

  it('tells what pairs decided about', async () => {
    const shown = await report(settings(), [measured('parse', 'pass', byPairs()), measured('print', 'pass')]);
    expect(shown).toMatch(/✓ parse .* ⇄ {2}pass\n.*✓ print .* {5}pass\n/);
    expect(shown).toContain('\nPairs ⇄: 1 suspect against main (1a2b3c4)\n');
  });

  it('fails a run with a regression that its test did not look at', async () => {
    expect(await report(settings(), [measured('parse', 'regression')])).toMatch(/✗ parse .* regression/);
    expect(process.exitCode).toBe(1);
  });

  it('annotates on GitHub Actions', async () => {
    process.env.GITHUB_ACTIONS = 'true';
    const shown = await report(settings(), [measured('parse', 'regression')]);
    delete process.env.GITHUB_ACTIONS;
    expect(shown).toMatch(/^::error file=src\/a\.perf\.ts,title=regression%3A parse::/m);
  });

  it('says what is wrong where a report cannot be written, and fails the run', async () => {
    const given = settings();
    writeFileSync(join(given.directory, 'file'), '');
    const shown = await report(given, [measured('parse', 'pass')], { json: 'file/report.json' });
    expect(shown).toMatch(/evenkeel: The report .*file\/report\.json cannot be written/);
    expect(process.exitCode).toBe(2);
  });
});
