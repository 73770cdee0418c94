import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Test files that take longest, the slowest first, whatever their projects: what begins last keeps one processor busy while
 * the others have nothing to do any more. `npm test` lists the slowest files; the order need not be exact.
 */
export const SLOWEST: readonly string[] = [
  'test/end-to-end/vitest.test.ts',
  'test/end-to-end/node-test.test.ts',
  'test/end-to-end/jest.test.ts',
  'test/docs/snippets.test.ts',
  'test/end-to-end/confirm.test.ts',
  'test/end-to-end/vitest-misuse.test.ts',
  'test/end-to-end/plug-and-play.test.ts',
  'test/end-to-end/command-pairs.test.ts',
  'test/security/packaging.test.ts',
  'test/end-to-end/run.test.ts',
  'test/end-to-end/commands.test.ts',
  'test/end-to-end/examples.test.ts',
  'test/end-to-end/init.test.ts',
  'test/end-to-end/postgres.test.ts',
  'test/security/worker-answers.test.ts',
  'test/security/gate-changes.test.ts',
  'test/suite/loading/load-typescript.test.ts',
  'test/security/sanitize.test.ts',
  'test/security/stores.test.ts',
  'test/framework/api/framework.test.ts',
  'test/framework/confirm/confirm-suspects.test.ts',
  'test/framework/compare/broken-base.test.ts',
  'test/cli/every-option.test.ts',
  'test/framework/compare/outcomes.test.ts',
  'test/framework/compare/lfs.test.ts',
  'test/framework/compare/sides.test.ts',
  'test/framework/compare/lent-packages.test.ts',
  'test/framework/suite/candidate-metrics.test.ts',
  'test/framework/confirm/confirm-commands.test.ts',
  'test/baselines/sqlite/file.test.ts',
  'test/baselines/sqlite/damage.test.ts',
];

/** Begins with the slowest files of each project; the rest is in Vitest's own order. */
export default class SlowestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    const place = ({ moduleId }: TestSpecification) => {
      const known = SLOWEST.indexOf(relative(this.ctx.config.root, moduleId));
      return known === -1 ? SLOWEST.length : known;
    };
    return projects.flatMap((project) =>
      sorted.filter((each) => each.project === project).toSorted((a, b) => place(a) - place(b)),
    );
  }
}
