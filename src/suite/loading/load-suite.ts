import { pathToFileURL } from 'node:url';
import { UsageError } from '../../errors.ts';
import { closeRegistry, openRegistry, type SuiteCase } from '../registry.ts';
import { registerTypeScript } from './register.ts';

/**
 * How a file is loaded: by Node alone, or with evenkeel stripping TypeScript's types (Node 20; or a file that Node
 * cannot load by itself).
 */
export type Loader = 'node' | 'strip_types';

/** Where and how a performance file is loaded. */
export interface LoadRequest {
  /** Absolute path. */
  readonly file: string;
  readonly loader: Loader;
  /** Where stripped files are kept for the other processes of the run. */
  readonly cacheDirectory: string | null;
}

const TYPESCRIPT = /\.[mc]?ts$/;
// What Node answers where its own stripping is missing or not enough.
const NEEDS_STRIPPING = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
]);

/** The loader to try first for a file, on this Node. */
export function firstLoader(file: string): Loader {
  const { typescript } = process.features as { typescript?: unknown };
  return TYPESCRIPT.test(file) && !typescript ? 'strip_types' : 'node';
}

/** Whether a file that Node failed to load deserves a second try with stripping. */
export function mayNeedStripping(errorCode: unknown): boolean {
  return typeof errorCode === 'string' && NEEDS_STRIPPING.has(errorCode);
}

/**
 * Imports a performance file into this process and answers the tests that it declares.
 * @throws {UsageError} where it declares none, or one wrongly; whatever the file itself throws passes through.
 */
export async function loadSuite({ file, loader, cacheDirectory }: LoadRequest): Promise<readonly SuiteCase[]> {
  if (loader === 'strip_types') registerTypeScript(cacheDirectory);
  const registry = openRegistry();
  try {
    await import(pathToFileURL(file).href);
  } finally {
    closeRegistry();
  }
  if (registry.cases.length === 0) {
    throw new UsageError(
      `${file} declares no performance test. Declare one with: import { perf } from 'evenkeel'; perf('name', () => …)`,
    );
  }
  return registry.cases;
}
