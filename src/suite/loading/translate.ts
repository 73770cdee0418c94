import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

type Compiler = typeof import('@swc/wasm-typescript');

/** How TypeScript becomes JavaScript. */
export interface Translation {
  /**
   * - `strip`: types become white space, so every line and column stays where it was; a file with syntax that cannot be
   *   erased (enums, parameter properties) is compiled;
   * - `compile`: every file is compiled, which also drops imports of types that do not say that they are.
   */
  readonly mode: 'strip' | 'compile';
  /** Where results are kept for the other processes of the run; null to keep none. */
  readonly cacheDirectory: string | null;
}

let compiler: Compiler | null = null;

/**
 * Turns TypeScript into JavaScript without changing what runs: no wrapper, no getter, no helper around functions.
 * @throws {SyntaxError} naming file and line for source that is not TypeScript.
 */
export function translate(source: string, filename: string, { mode, cacheDirectory }: Translation): string {
  const run = mode === 'strip' ? strip : compile;
  if (cacheDirectory === null) return run(source, filename);
  const key = createHash('sha256').update([mode, filename, source].join('\0')).digest('hex');
  const cached = join(cacheDirectory, `${key}.js`);
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const code = run(source, filename);
    keep(cached, code);
    return code;
  }
}

function strip(source: string, filename: string): string {
  try {
    return load().transformSync(source, { mode: 'strip-only', filename }).code;
  } catch (error) {
    if (codeOf(error) === 'UnsupportedSyntax') return compile(source, filename);
    throw readable(error, filename);
  }
}

function compile(source: string, filename: string): string {
  try {
    const { code, map } = load().transformSync(source, { mode: 'transform', filename, sourceMap: true });
    const encoded = Buffer.from(map ?? '').toString('base64');
    return `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
  } catch (error) {
    throw readable(error, filename);
  }
}

function load(): Compiler {
  if (!Reflect.get(globalThis, 'WebAssembly')) throw new Error(NO_WEB_ASSEMBLY);
  compiler ??= createRequire(import.meta.url)('@swc/wasm-typescript') as Compiler;
  return compiler;
}

const NO_WEB_ASSEMBLY =
  'TypeScript cannot be translated: the compiler needs WebAssembly, which Node switches off with --jitless. ' +
  'Leave that option out, or write this file in JavaScript.';

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
// costs time: the next process translates again. Its directory is not made here: once it is removed, the run is over.
function keep(path: string, code: string): void {
  try {
    const aside = `${path}.${process.pid}.${threadId}`;
    writeFileSync(aside, code);
    renameSync(aside, path);
  } catch {}
}
