import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installOne, runnerModules } from '../../../scripts/runner-versions.mjs';

// The terminal of Visual Studio Code, without a screen.
await installOne('xterm@6');
const { Terminal } = createRequire(import.meta.url)(join(runnerModules('xterm@6'), '@xterm', 'headless'));

/**
 * Writes to a terminal emulator.
 *
 * @param {string} text
 * @param {number} [columns]
 * @returns {Promise<{ lines: string[], events: string[] }>} what it shows; and what else was done to it: titles that were
 *   set, bells that were rung, answers that the terminal would have typed.
 */
export async function showOnTerminal(text, columns = 100) {
  const terminal = new Terminal({
    cols: columns,
    rows: 40,
    scrollback: 100_000,
    convertEol: true,
    allowProposedApi: true,
  });
  const events = [];
  terminal.onTitleChange(() => events.push('title'));
  terminal.onBell(() => events.push('bell'));
  terminal.onData(() => events.push('answer'));
  await new Promise((resolve) => terminal.write(text, resolve));
  const lines = [];
  const { active } = terminal.buffer;
  for (let row = 0; row < active.length; row++) {
    // What goes on in the next row is not at its end.
    const isWrapped = active.getLine(row + 1)?.isWrapped === true;
    // Where there is one column left, a wide character goes to the next row.
    const isLastFree = isWrapped && active.getLine(row).getCell(columns - 1).getChars() === '';
    const shown = active.getLine(row).translateToString(!isWrapped, 0, isLastFree ? columns - 1 : columns);
    if (active.getLine(row).isWrapped) lines.push(lines.pop() + shown);
    else lines.push(shown);
  }
  terminal.dispose();
  while (lines.at(-1) === '') lines.pop();
  return { lines, events };
}
