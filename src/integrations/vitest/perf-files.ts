import { isAbsolute, relative, resolve, sep } from 'node:path';
import { afterAll, test as base, beforeAll, type TestContext } from 'vitest';
import { plainText } from '../../output/plain-text.ts';
import { neutralizeName } from '../../report/text/neutralize.ts';
import { closeRegistry, type DeclaredCase, openRegistry } from '../../suite/registry.ts';
import type { TestOutcome } from '../shared/outcome.ts';
import { requireGoodVerdict } from '../shared/require-verdict.ts';
import { measureSuiteTests } from '../shared/suite-tests.ts';
import { tell } from './measured-test.ts';
import { providedSettings } from './provided.ts';

type Task = TestContext['task'];
type Outcomes = ReadonlyMap<string, TestOutcome>;

/**
 * Makes a test of Vitest of everything that a file declares with `perf`. The first of them to run measures all that are
 * selected, interleaved and in fresh processes, exactly as `evenkeel run` does; each then has its own verdict.
 */
export function declarePerfTests(): void {
  // By what Vitest is told, which prints it as it is.
  const names = new Map<string, string>();
  let measuring: Promise<Outcomes> | null = null;
  openRegistry(({ name }: DeclaredCase) => {
    const shown = shownAs(name, names);
    names.set(shown, name);
    base(shown, { timeout: 0, concurrent: false }, async ({ task, signal, skip }) => {
      const { settings } = providedSettings('perf');
      const isAgain = (task.result?.retryCount ?? 0) + (task.result?.repeatCount ?? 0) > 0;
      measuring ??= measureSelected(task, names, signal);
      const outcome = (await measuring).get(name)!;
      tell(task, outcome);
      const [skipped] = outcome.skipped;
      if (skipped) skip(plainText(skipped.message));
      requireGoodVerdict(outcome, settings, isAgain);
    });
  });
  // By then the file has loaded: what declares later is told so.
  beforeAll(closeRegistry);
  afterAll(() => {
    measuring = null;
  });
}

// Names that differ only in invisible characters may be shown alike.
function shownAs(name: string, taken: ReadonlyMap<string, string>): string {
  const plain = neutralizeName(name);
  let shown = plain;
  for (let i = 2; taken.has(shown); i++) shown = `${plain} (${i})`;
  return shown;
}

function measureSelected(task: Task, names: ReadonlyMap<string, string>, signal: AbortSignal): Promise<Outcomes> {
  const { settings } = providedSettings('perf');
  const selected = task.file.tasks.filter(({ name, mode }) => names.has(name) && mode !== 'skip' && mode !== 'todo');
  const path = isAbsolute(task.file.filepath) ? task.file.filepath : resolve(settings.directory, task.file.filepath);
  return measureSuiteTests(settings, {
    path,
    name: relative(settings.directory, path).split(sep).join('/'),
    tests: selected.map(({ name }) => names.get(name)!),
    signal,
  });
}
