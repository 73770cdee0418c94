import { CLEAR_LINE, sanitized, sanitizedCommands } from './sanitize.ts';

/** A stream of this process that people or CI systems read. */
export interface Output {
  /** Writes a text as it may be read; nothing in it has a meaning but its line ends. */
  write(text: string): void;
  /** Writes what a renderer drew, with its colors where the output has any. */
  draw(text: string): void;
  /** Draws in place of the line that was drawn last. */
  redraw(text: string): void;
  /** Writes what is meant as commands to GitHub Actions. */
  command(lines: string): void;
}

/**
 * Writes to a stream. All of evenkeel's own writing goes through here, so that no message can forget what must not be
 * written raw.
 * @param isPainted whether it has colors.
 */
export function outputTo(stream: Pick<NodeJS.WritableStream, 'write'>, isPainted = false): Output {
  const write = (text: string) => void stream.write(text);
  return {
    write: (text) => write(sanitized(text)),
    draw: (text) => write(sanitized(text, { isPainted })),
    redraw: (text) => write(CLEAR_LINE + sanitized(text, { isPainted })),
    command: (lines) => write(sanitizedCommands(lines)),
  };
}
