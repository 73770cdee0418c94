import { createColors } from 'picocolors';

/** Colors a text, or leaves it as it is. */
export type Paint = (text: string) => string;

/** What the renderers color with. */
export type Colors = ReturnType<typeof createColors>;

/** Colors for one output; with `enabled` false every paint returns its text. */
export function colorsFor(enabled: boolean): Colors {
  return createColors(enabled);
}
