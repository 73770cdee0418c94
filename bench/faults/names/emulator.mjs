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
  for (let at = 0; at < active.length; at++) {
    const row = active.getLine(at);
    // What goes on in the next row is not at its end; a wide character does where one column is left.
    const goesOn = active.getLine(at + 1)?.isWrapped === true;
    const isFree = goesOn && row.getCell(columns - 1).getChars() === '';
    const shown = row.translateToString(!goesOn, 0, isFree ? columns - 1 : columns);
    if (row.isWrapped) lines.push(lines.pop() + shown);
    else lines.push(shown);
  }
  terminal.dispose();
  while (lines.at(-1) === '') lines.pop();
  return { lines, events };
}
