import type { Entry, Outcome } from './documents/entry.ts';
import { neutralizeName, neutralizeText } from './text/neutralize.ts';

const LEVELS: Readonly<Partial<Record<Outcome, 'error' | 'warning'>>> = {
  regression: 'error',
  failed: 'error',
  inconclusive: 'warning',
};

/**
 * Tests that need attention as commands of GitHub Actions, which shows them beside the code:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderAnnotations(entries: readonly Entry[]): string {
  return entries.map(annotation).join('');
}

function annotation({ name, file, outcome, message }: Entry): string {
  const level = LEVELS[outcome];
  if (level === undefined) return '';
  const place = file === null ? '' : `file=${property(neutralizeName(file))},`;
  const title = `${outcome === 'failed' ? 'Failed' : outcome}: ${name}`;
  return `::${level} ${place}title=${property(neutralizeName(title))}::${data(neutralizeText(message))}\n`;
}

// As the toolkit escapes them: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
