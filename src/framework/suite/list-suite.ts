import { planTest } from '../../config/plan.ts';
import type { ListedTest, ListReport } from '../../model/list.ts';
import type { TestDeclaration } from '../../model/suite.ts';
import { packageVersion } from '../result/version.ts';
import { leftOutOf, matches, planSuite, requireTests } from './plan-suite.ts';
import { type SuiteSelection, withCollected } from './workplace.ts';

/**
 * What performance files declare, with the options of every test as `evenkeel run` would resolve them. Files are loaded,
 * and nothing is called.
 * @throws {UsageError} where the filter leaves no test.
 */
export function listSuite(options: SuiteSelection): Promise<ListReport> {
  const { config, filter } = options;
  return withCollected(options, async ({ collected, isCI }) => {
    const { failures } = requireTests(planSuite(collected, { config, isCI, overrides: {}, filter }), { filter });
    const tests = collected.flatMap((each): readonly ListedTest[] => {
      if ('failure' in each) return [];
      const reasons = new Map(leftOutOf(each).map(({ testName, reason }) => [testName, reason]));
      return each.tests
        .filter(({ name }) => matches(name, filter))
        .map((declaration) => ({
          testName: declaration.name,
          file: each.file.name,
          kind: declaration.kind,
          mark: declaration.mark ?? null,
          skipped: reasons.get(declaration.name) ?? null,
          baselineKey: baselineKeyOf(declaration),
          options: declaration.mark === 'todo' ? null : planTest(declaration, config, { isCI }),
        }));
    });
    return {
      kind: 'list',
      schemaVersion: 1,
      evenkeelVersion: packageVersion(),
      tests,
      failures,
      summary: {
        total: tests.length,
        files: new Set(tests.map(({ file }) => file)).size,
        skipped: tests.filter(({ skipped }) => skipped === 'skip' || skipped === 'only').length,
        todo: tests.filter(({ skipped }) => skipped === 'todo').length,
        failed: failures.length,
        exitCode: failures.length > 0 ? 2 : 0,
      },
    };
  });
}

function baselineKeyOf({ kind, name, options, mark }: TestDeclaration): string | null {
  return kind === 'comparison' || mark === 'todo' ? null : (options.baselineKey ?? name);
}
