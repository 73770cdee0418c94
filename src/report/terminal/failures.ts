import type { FailedTest } from '../../model/result.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName, neutralizeText } from '../text/neutralize.ts';
import { wrap } from '../text/wrap.ts';

const REASONS: Record<FailedTest['reason'], string> = {
  threw: 'threw',
  timed_out: 'timed out',
  process_died: 'its process died',
  invalid_answer: 'its process said what does not hold',
  invalid_file: 'invalid file',
  store_failed: 'baselines not readable',
  interrupted: 'interrupted',
  base_failed: 'not compared, the sides cannot run it alike',
};

const INDENT = ' '.repeat(4);

/** What gave no result, and why: name, file, message and stack of each. */
export function renderFailures(failures: readonly FailedTest[], canvas: Canvas): string[] {
  if (failures.length === 0) return [];
  const parts = failures.map((failure) => renderFailure(failure, canvas));
  return [canvas.colors.bold('Failures'), ...parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))];
}

function renderFailure(failure: FailedTest, canvas: Canvas): string[] {
  const { colors, width } = canvas;
  const file = neutralizeName(failure.file);
  const title = failure.testName === null ? file : `${neutralizeName(failure.testName)} (${file})`;
  const { head, trace } = splitStack(neutralizeText(failure.message), neutralizeText(failure.stack ?? ''));
  const indented = (text: string): string[] => wrap(text, width - INDENT.length).map((line) => INDENT + line);
  const [first = '', ...more] = indented(`${title}: ${REASONS[failure.reason]}`);
  return [
    `  ${colors.red('✗')} ${first.slice(INDENT.length)}`,
    ...more,
    ...indented(head),
    ...trace.flatMap(indented).map(colors.dim),
  ];
}

/** A stack usually begins with the error's name and message: then these are the head, and not said a second time. */
function splitStack(message: string, stack: string): { head: string; trace: string[] } {
  const lines = stack.split('\n').filter((line) => line.trim() !== '');
  const firstCall = lines.findIndex((line) => /^\s+at /.test(line));
  const preface = lines.slice(0, firstCall === -1 ? lines.length : firstCall);
  const calls = lines.slice(preface.length).map((line) => line.trim());
  const said = preface.join('\n');
  return said.includes(message) ? { head: said, trace: calls } : { head: message, trace: [...preface, ...calls] };
}
