import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Stripper = typeof import('@swc/wasm-typescript');

let stripper: Stripper | null = null;

/**
 * Turns TypeScript into the JavaScript that Node's own type stripping would run: types become white space, so every
 * line and column stays where it was. Syntax that cannot be erased (enums, parameter properties) is compiled.
 *
 * @param cacheDirectory where results are kept for the other processes of the run; null to keep none.
 * @throws {SyntaxError} naming file and line for source that is not TypeScript.
 */
export function stripTypes(source: string, filename: string, cacheDirectory: string | null): string {
  if (cacheDirectory === null) return strip(source, filename);
  const cached = join(
    cacheDirectory,
    `${createHash('sha256').update(filename).update('\0').update(source).digest('hex')}.js`,
  );
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const code = strip(source, filename);
    keep(cached, code, cacheDirectory);
    return code;
  }
}

function strip(source: string, filename: string): string {
  stripper ??= createRequire(import.meta.url)('@swc/wasm-typescript') as Stripper;
  try {
    return stripper.transformSync(source, { mode: 'strip-only', filename }).code;
  } catch (error) {
    if (codeOf(error) !== 'UnsupportedSyntax') throw readable(error, filename);
  }
  try {
    const { code, map } = stripper.transformSync(source, { mode: 'transform', filename, sourceMap: true });
    const encoded = Buffer.from(map ?? '').toString('base64');
    return map ? `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}` : code;
  } catch (error) {
    throw readable(error, filename);
  }
}

// The compiler throws plain objects.
interface CompilerComplaint {
  readonly code?: string;
  readonly message?: string;
  readonly snippet?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

function codeOf(error: unknown): string | undefined {
  return (error as CompilerComplaint | null)?.code;
}

function readable(error: unknown, filename: string): Error {
  if (error instanceof Error) return error;
  const { message = String(error), snippet = '', startLine, startColumn = 0 } = error as CompilerComplaint;
  const place = startLine === undefined ? filename : `${filename}:${startLine}:${startColumn + 1}`;
  return new SyntaxError(`${message} (${place})\n${snippet}`);
}

// Written aside and renamed, so that another process never reads half a file. A cache that cannot be written only
// costs time: the next process strips again.
function keep(path: string, code: string, directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    const aside = `${path}.${process.pid}`;
    writeFileSync(aside, code);
    renameSync(aside, path);
  } catch {}
}
