import { relative } from 'node:path';
import type { SetupPlan, SetupStep } from '../model/setup.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeLine, neutralizeName } from './text/neutralize.ts';
import { displayWidth } from './text/width.ts';

/** How a plan of `evenkeel init` is drawn. */
export interface SetupOptions extends TerminalOptions {
  /** What paths are shown relative to. */
  readonly directory: string;
  /** Whether what will be written is shown in full. */
  readonly contents: boolean;
}

type Pair = readonly [left: string, right: string];

/** What was found and what will be done, ending with a newline. */
export function renderSetupPlan({ findings, steps }: SetupPlan, options: SetupOptions): string {
  const canvas = canvasOf(options);
  const show = (path: string) => shown(path, options);
  const pairs = steps.filter(({ kind }) => kind !== 'by_hand').map((step) => pairOf(step, show, canvas));
  return joinSections([
    section(
      'Found',
      findings.map(({ name, value }) => [name, neutralizeLine(value)]),
      canvas,
    ),
    section('To do', pairs, canvas),
    ...(options.contents ? steps.map((step) => contentsOf(step, show, canvas)) : []),
  ]);
}

/** What is left to a person, ending with a newline. */
export function renderSetupRest({ steps, next }: SetupPlan, options: SetupOptions): string {
  const canvas = canvasOf(options);
  const byHand = steps.flatMap((step) => (step.kind === 'by_hand' ? [handed(step, shown(step.path, options))] : []));
  return joinSections([
    byHand.length === 0 ? [] : [canvas.colors.bold('By hand'), ...byHand.flat()],
    [
      canvas.colors.bold('Then'),
      ...next.flatMap(({ command, purpose }) => [`  ${command}`, `    ${canvas.colors.dim(purpose)}`]),
    ],
  ]);
}

function pairOf(step: SetupStep, show: (path: string) => string, { colors }: Canvas): Pair {
  if (step.kind === 'create') return [`${colors.green('+')} ${show(step.path)}`, step.purpose];
  if (step.kind === 'append') return [`${colors.yellow('~')} ${show(step.path)}`, `one line more: ${step.purpose}`];
  const reason = step.kind === 'leave' ? step.reason : '';
  return [`${colors.dim('=')} ${show(step.path)}`, colors.dim(`left alone: ${reason}`)];
}

function contentsOf(step: SetupStep, show: (path: string) => string, { colors }: Canvas): string[] {
  if (step.kind !== 'create' && step.kind !== 'append') return [];
  return [colors.bold(show(step.path)), ...indented(step.text.replace(/^\n/, ''), colors.green('+ '))];
}

function handed({ reason, text }: Extract<SetupStep, { kind: 'by_hand' }>, path: string): string[] {
  return [`  ${path} is not touched: ${reason}. Put this into it:`, ...indented(text, '    ')];
}

function section(title: string, pairs: readonly Pair[], { colors }: Canvas): string[] {
  if (pairs.length === 0) return [];
  const widest = Math.max(...pairs.map(([left]) => displayWidth(left)));
  return [
    colors.bold(title),
    ...pairs.map(([left, right]) => `  ${left}${' '.repeat(widest - displayWidth(left))}  ${right}`),
  ];
}

function indented(text: string, indent: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${indent}${line}`.trimEnd());
}

function shown(path: string, { directory }: SetupOptions): string {
  return neutralizeName(relative(directory, path) || path);
}
