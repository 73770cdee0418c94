import type { SkippedTest } from '../../model/result.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { wrap } from '../text/wrap.ts';

/** The tests that their files leave out; what they have in common is said once, below them. */
export function renderSkipped(tests: readonly SkippedTest[], { colors, width }: Canvas): string[] {
  if (tests.length === 0) return [];
  const indented = (text: string, by: number) => wrap(text, width - by).map((line) => ' '.repeat(by) + line);
  const messages = [...new Set(tests.map(({ message }) => message))];
  const lines = messages.flatMap((message) => [
    ...tests
      .filter((test) => test.message === message)
      .flatMap(({ testName, file }) => indented(`${neutralizeName(testName)} (${neutralizeName(file)})`, 2)),
    ...indented(neutralizeText(message), 4).map((line) => colors.dim(line)),
  ]);
  return [colors.bold('Not measured'), ...lines];
}
