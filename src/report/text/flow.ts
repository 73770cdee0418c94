import type { Paint } from './paint.ts';
import { displayWidth } from './width.ts';
import { wrap } from './wrap.ts';

/** A piece of text that stays together where a line has room for it. */
export interface Part {
  readonly text: string;
  readonly paint: Paint;
}

/** The lines that parts fill one after the other, `gap` spaces apart; only a part wider than a line is broken. */
export function flow(parts: readonly Part[], { width, gap }: { width: number; gap: number }): string[] {
  const lines: { columns: number; text: string }[] = [];
  for (const { text, paint } of parts) {
    const columns = displayWidth(text);
    const last = lines.at(-1);
    if (last !== undefined && last.columns + gap + columns <= width) {
      last.columns += gap + columns;
      last.text += ' '.repeat(gap) + paint(text);
    } else {
      lines.push(...wrap(text, width).map((line) => ({ columns: displayWidth(line), text: paint(line) })));
    }
  }
  return lines.map((line) => line.text);
}
