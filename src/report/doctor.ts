import type { DoctorReport } from '../model/doctor.ts';
import { calibrationFacts, counterFact, environmentFacts, type Fact, hostFacts, noiseFacts } from './doctor-facts.ts';
import { type Canvas, canvasOf, joinSections, type TerminalOptions } from './text/canvas.ts';
import { neutralizeText } from './text/neutralize.ts';
import { renderNotes } from './text/notes.ts';
import { displayWidth } from './text/width.ts';
import { wrap } from './text/wrap.ts';

const INDENT = 2;
const GAP = 2;
const NOTHING_FOUND = 'Nothing was found that would disturb measuring.';

/** The report of `evenkeel doctor` for people, ending with a newline: what was found, and what to do about it. */
export function renderDoctor(report: DoctorReport, options: TerminalOptions): string {
  const canvas = canvasOf(options);
  const sections: readonly (readonly [title: string, facts: readonly Fact[]])[] = [
    ['Environment', environmentFacts(report.environment)],
    ['Set-up', [...hostFacts(report.host), counterFact(report.counters)]],
    ['Calibration', calibrationFacts(report.calibration)],
    ['Noise', noiseFacts(report.noise)],
  ];
  const widest = Math.max(...sections.flatMap(([, facts]) => facts.map(({ name }) => displayWidth(name))));
  const drawn = sections.map(([title, facts]) => [
    canvas.colors.bold(title),
    ...facts.flatMap((fact) => renderFact(fact, widest, canvas)),
  ]);
  return joinSections([...drawn, renderAdvice(report.advice, canvas)]);
}

function renderFact({ name, value }: Fact, widest: number, { colors, width }: Canvas): string[] {
  const start = INDENT + widest + GAP;
  const [first = '', ...more] = wrap(neutralizeText(value), width - start);
  const label = ' '.repeat(INDENT) + colors.dim(name) + ' '.repeat(start - INDENT - displayWidth(name));
  return [label + first, ...more.map((line) => ' '.repeat(start) + line)];
}

function renderAdvice(advice: readonly string[], canvas: Canvas): string[] {
  const notes = advice.map((text) => ({ kind: 'warning' as const, text: neutralizeText(text) }));
  return [
    canvas.colors.bold('Advice'),
    ...(notes.length > 0
      ? renderNotes(notes, { ...canvas, indent: INDENT })
      : wrap(NOTHING_FOUND, canvas.width - INDENT).map((line) => ' '.repeat(INDENT) + line)),
  ];
}
