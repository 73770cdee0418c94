import { pathToFileURL } from 'node:url';
import { UsageError } from '../../errors.ts';
import { closeRegistry, type DeclaredCase, openRegistry } from '../registry.ts';

/**
 * How a file is loaded:
 * - `node`: by Node alone;
 * - `strip_types`: evenkeel strips TypeScript's types (Node 20; or a file that Node cannot load by itself);
 * - `compile_types`: evenkeel compiles all of its TypeScript (files that import types as if they were values).
 */
export type Loader = 'node' | 'strip_types' | 'compile_types';

/** Where and how a performance file is loaded. */
export interface LoadRequest {
  /** Absolute path. */
  readonly file: string;
  readonly loader: Loader;
  /** Where translated files are kept for the other processes of the run. */
  readonly cacheDirectory: string | null;
}

/** What is known of an error that a file failed to load with. */
export interface LoadError {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
}

const TYPESCRIPT = /\.[mc]?ts$/;
// What Node answers where its own stripping is missing or not enough.
const NEEDS_STRIPPING = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'MODULE_NOT_FOUND',
]);
const MISSING_EXPORT = /does not provide an export named/;

/** The loader to try first for a file, on this Node. */
export function firstLoader(file: string): Loader {
  const { typescript } = process.features as { typescript?: unknown };
  return TYPESCRIPT.test(file) && !typescript ? 'strip_types' : 'node';
}

/** The loader to try for a file that failed to load; null where another one would not help. */
export function nextLoader(failed: Loader, { name, message, code }: LoadError): Loader | null {
  const isSyntax = name === 'SyntaxError';
  if (failed === 'compile_types') return null;
  if (isSyntax && MISSING_EXPORT.test(message)) return 'compile_types';
  if (failed === 'strip_types') return null;
  // Without a code: module syntax in a package whose package.json says CommonJS, which TypeScript projects do.
  return isSyntax || NEEDS_STRIPPING.has(code ?? '') ? 'strip_types' : null;
}

/**
 * Imports a performance file into this process and answers the tests that it declares.
 * @throws {UsageError} where it declares none, or one wrongly; whatever the file itself throws passes through.
 */
export async function loadSuite({ file, loader, cacheDirectory }: LoadRequest): Promise<readonly DeclaredCase[]> {
  if (loader !== 'node') {
    // Loaded here, because most processes need none of it.
    const { registerTypeScript } = await import('./register.ts');
    registerTypeScript({ mode: loader === 'strip_types' ? 'strip' : 'compile', cacheDirectory });
    process.setSourceMapsEnabled(true);
  }
  const registry = openRegistry(null, file);
  try {
    await import(pathToFileURL(file).href);
  } finally {
    closeRegistry();
    // Whoever reports an error turns it on again: left on, it would slow down every stack trace that is measured.
    if (loader !== 'node') process.setSourceMapsEnabled(false);
  }
  if (registry.cases.length === 0) {
    throw new UsageError(
      `${file} declares no performance test. Declare one with: import { perf } from 'evenkeel'; perf('name', () => …)`,
    );
  }
  return registry.cases;
}
