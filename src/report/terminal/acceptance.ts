import type { PerformanceTestResult } from '../../model/result.ts';
import type { Canvas } from '../text/canvas.ts';
import { neutralizeName } from '../text/neutralize.ts';
import { wrap } from '../text/wrap.ts';

// Inside double quotes these mean something to a shell.
const NEEDS_SINGLE_QUOTES = /["$`\\!]/;

/** For every regression, the command that declares it intended. */
export function renderAcceptance(results: readonly PerformanceTestResult[], canvas: Canvas): string[] {
  const regressions = results.filter(({ validation }) => validation.verdict === 'regression');
  if (regressions.length === 0) return [];
  const recorded = regressions.every(({ recording }) => recording.state !== 'not_recorded');
  const what = regressions.length === 1 ? 'the slow-down is' : 'a slow-down is';
  const when = recorded ? '' : ', after a run that records baselines';
  return [
    ...wrap(`If ${what} intended, accept it as the new baseline${when}:`, canvas.width),
    ...regressions.map(({ baselineKey }) => `  ${canvas.colors.bold(acceptCommand(baselineKey))}`),
  ];
}

// Not wrapped: a command has to survive being copied.
function acceptCommand(baselineKey: string): string {
  return `evenkeel baseline accept ${quote(neutralizeName(baselineKey))}`;
}

function quote(argument: string): string {
  return NEEDS_SINGLE_QUOTES.test(argument) ? `'${argument.replaceAll("'", "'\\''")}'` : `"${argument}"`;
}
