import { UsageError } from '../../errors.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { SkippedTest } from '../../model/result.ts';
import type { TestDeclaration } from '../../model/suite.ts';

type LoadedFile = Extract<CollectedFile, { readonly tests: unknown }>;

const MESSAGES: Readonly<Record<SkippedTest['reason'], string>> = {
  skip: 'Skipped by its file (perf.skip). Its baseline is kept.',
  only: 'Skipped, because another test of its file is marked with perf.only. Its baseline is kept.',
  todo: 'Still to be written (perf.todo).',
};

/** The tests of a file that it leaves out itself, by `perf.skip`, `perf.only` and `perf.todo`. */
export function leftOutOf({ file, tests }: LoadedFile): readonly SkippedTest[] {
  const hasOnly = tests.some(({ mark }) => mark === 'only');
  return tests.flatMap(({ name, mark }) => {
    const reason = reasonFor(mark, hasOnly);
    return reason === null ? [] : [{ testName: name, file: file.name, reason, message: MESSAGES[reason] }];
  });
}

function reasonFor(mark: TestDeclaration['mark'], hasOnly: boolean): SkippedTest['reason'] | null {
  if (mark === 'skip' || mark === 'todo') return mark;
  return hasOnly && mark !== 'only' ? 'only' : null;
}

/**
 * Refuses `perf.only` in CI, where it is one that somebody forgot: the other tests of its file would not be held against
 * anything, and nobody would notice.
 * @throws {UsageError} that names every such test and its file.
 */
export function refuseOnlyInCi(files: readonly CollectedFile[]): void {
  const marked = files.flatMap((collected) =>
    'failure' in collected
      ? []
      : collected.tests
          .filter(({ mark }) => mark === 'only')
          .map(({ name }) => `${JSON.stringify(name)} in ${collected.file.name}`),
  );
  if (marked.length === 0) return;
  throw new UsageError(
    `perf.only is refused in CI, because the other tests of the file would not be measured: ${marked.join(', ')}. Take \`.only\` away.`,
    { data: { problems: marked } },
  );
}
