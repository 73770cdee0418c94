import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../framework/fixtures.ts';

/** Someone else's number. */
export const SOMEBODY = 4711;

/** Whether files can be given to somebody else, which root alone may do. Where not, it is said so loudly. */
export const CAN_GIVE_AWAY = canGiveAway();

function canGiveAway(): boolean {
  if (process.geteuid?.() === 0) return true;
  process.stderr.write(
    '\n!!! NOT TESTED: files of another user, because only root can give files away. Run these tests as root once.\n\n',
  );
  return false;
}

/** Makes what is there somebody else's, links themselves included. */
export function giveAway(...paths: readonly string[]): void {
  for (const path of paths) lchownSync(path, SOMEBODY, SOMEBODY);
}

/** A directory that everybody may write to, as /tmp is; gone after the test. */
export function sharedDirectory(): string {
  const directory = temporaryDirectory();
  chmodSync(directory, 0o1777);
  return directory;
}

/**
 * A home that nobody else may write to, nor to what is above it; gone after the test. Null where the user's own is not so, or
 * has packages in it: it is said so.
 */
export function privateHome(): string | null {
  const home = homedir();
  const above = [home];
  for (let each = home; each !== dirname(each); above.push(each)) each = dirname(each);
  const isOpen = above.some((each) => (statSync(each).mode & 0o022) !== 0);
  if (isOpen || above.some((each) => existsSync(join(each, 'node_modules')))) {
    process.stderr.write(
      `\n!!! NOT TESTED: a private home, because ${home} is open to others, or packages lie there.\n\n`,
    );
    return null;
  }
  const directory = mkdtempSync(join(home, '.evenkeel-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

const DOC_COMMENT = /^ *\/\*\*[\s\S]*?\*\/$/gm;

/** Every file of `src/`, with its text but for doc comments, whose examples are a user's program. */
export function sources(): readonly { readonly name: string; readonly text: string }[] {
  const root = join(import.meta.dirname, '../../src');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({
      name: name.replaceAll('\\', '/'),
      text: readFileSync(join(root, name), 'utf8').replace(DOC_COMMENT, ''),
    }));
}

/** Makes a directory and answers its path. */
export function made(path: string): string {
  mkdirSync(path, { recursive: true });
  return path;
}
