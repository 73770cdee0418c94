import { breakCiCommands } from '../../output/ci-commands.ts';
import { type Colors, colorsFor } from './paint.ts';

/** How a report is drawn on a terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the terminal; less than 40 is treated as 40. */
  readonly width: number;
}

/** Where and how something is drawn. */
export interface Canvas {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colors: Colors;
}

const LEAST_WIDTH = 40;

/** What the options of a terminal mean for a renderer. */
export function canvasOf({ color, width }: TerminalOptions): Canvas {
  return { colors: colorsFor(color), width: Math.max(width, LEAST_WIDTH) };
}

/**
 * Sections with an empty line between them; those without lines are left out. What a CI system would take for a command may
 * have come to the beginning of a line only now, where a text was wrapped.
 */
export function joinSections(sections: readonly (readonly string[])[]): string {
  const texts = sections.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return breakCiCommands(texts.join('\n'));
}
