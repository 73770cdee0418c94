import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { placeIn, type SyntaxPlace } from './syntax-place.ts';

const PROGRAM = fileURLToPath(new URL('./tell-place.js', import.meta.url));
// Wrong syntax is found before anything runs; what takes longer has run, and what it does is not waited for.
const MOST_MILLISECONDS = 10_000;

/**
 * Where the syntax is wrong that kept a module, or one that it imports, from being loaded here: Node knows the place of an ES
 * module, and tells it only where the error ends a process. So one is started for it.
 * @param message the error's own.
 * @returns null where that process does not end with this error.
 */
export async function askForPlace(file: string, message: string): Promise<SyntaxPlace | null> {
  const child = spawn(process.execPath, [PROGRAM, file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: MOST_MILLISECONDS,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return new Promise((resolve) => {
    // Without a process there is no place to be told.
    child.on('error', () => resolve(null));
    child.on('close', () => resolve(placeIn(printed, message)));
  });
}
