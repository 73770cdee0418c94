import type { CompareReport, UnpairedTest } from '../../model/revisions.ts';
import { formatCounted } from '../format.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { wrap } from '../text/wrap.ts';

/**
 * The tests that are on one side only, and those that were left out, one per section: what they have in common is said
 * once.
 */
export function renderUnpaired(report: CompareReport, canvas: Canvas): string[][] {
  const base = neutralizeName(report.base.ref);
  return [
    renderList('Only in the present tree', report.onlyInHead, canvas),
    renderList(`Only in ${base}`, report.onlyInBase, canvas),
    renderList(
      'Left out by their files',
      report.skipped.filter(({ mark }) => mark !== undefined),
      canvas,
    ),
    renderList(
      'Not compared',
      report.skipped.filter(({ kind }) => kind === 'metric'),
      canvas,
    ),
    renderSkipped(
      report.skipped.filter(({ mark, kind }) => mark === undefined && kind === undefined),
      canvas,
    ),
  ];
}

function renderList(title: string, tests: readonly UnpairedTest[], { colors, width }: Canvas): string[] {
  if (tests.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const test of tests) {
    const names = byReason.get(test.reason) ?? [];
    names.push(
      test.testName === null
        ? neutralizeName(test.file)
        : `${neutralizeName(test.testName)} (${neutralizeName(test.file)})`,
    );
    byReason.set(test.reason, names);
  }
  const lines = [...byReason].flatMap(([reason, names]) => [
    ...names.flatMap((name) => indented(name, 2, width)),
    ...neutralizeText(reason)
      .split('\n')
      .flatMap((line) => indented(line, 4, width))
      .map((line) => colors.dim(line)),
  ]);
  return [colors.bold(title), ...lines];
}

function renderSkipped(skipped: readonly UnpairedTest[], { colors, width }: Canvas): string[] {
  if (skipped.length === 0) return [];
  const what = formatCounted(skipped.length, 'comparison of functions', 'comparisons of functions');
  return wrap(`Left to evenkeel run: ${what}.`, width).map((line) => colors.dim(line));
}

function indented(text: string, by: number, width: number): string[] {
  return wrap(text, width - by).map((line) => ' '.repeat(by) + line);
}
