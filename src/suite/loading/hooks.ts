import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { decodeText } from '../../text-file.ts';
import { type Translation, translate } from './translate.ts';

/** What a loading hook gives back for a module that it answers itself. */
export interface LoadedModule {
  readonly format: 'module' | 'commonjs';
  readonly source: string;
  readonly shortCircuit: true;
}

const TYPESCRIPT = /\.[mc]?ts$/;
const FOREIGN = /[/\\]node_modules[/\\]/;
// What Node gives a CommonJS module.
const SCRIPT_ARGUMENTS = ['exports', 'require', 'module', '__filename', '__dirname'];

/** Whether evenkeel has to load this URL: a TypeScript file of the project. */
export function isTypeScript(url: string): boolean {
  return url.startsWith('file:') && TYPESCRIPT.test(pathOf(url)) && !FOREIGN.test(pathOf(url));
}

/**
 * Reads a TypeScript file and translates it.
 * @throws {SyntaxError} naming file and line for source that is not TypeScript.
 * @throws {Error} naming the encoding of a file that is not in UTF-8.
 */
export function loadTypeScript(url: string, translation: Translation): LoadedModule {
  const filename = fileURLToPath(pathOf(url));
  const source = translate(textOf(filename), filename, translation);
  return { format: formatOf(filename, source), source, shortCircuit: true };
}

function textOf(filename: string): string {
  const bytes = readFileSync(filename);
  try {
    return decodeText(bytes);
  } catch (cause) {
    throw new Error(`${filename} cannot be read: ${(cause as Error).message}.`, { cause });
  }
}

function formatOf(filename: string, source: string): LoadedModule['format'] {
  if (filename.endsWith('.mts')) return 'module';
  if (filename.endsWith('.cts')) return 'commonjs';
  return isScript(source) ? 'commonjs' : 'module';
}

// As Node's own detection does: what does not compile as CommonJS has the syntax of a module, or none at all. What
// package.json says is not asked, because TypeScript projects write module syntax whatever they compile it to.
function isScript(source: string): boolean {
  try {
    compileFunction(source, SCRIPT_ARGUMENTS);
    return true;
  } catch {
    return false;
  }
}

/**
 * The specifiers to try, in order, where Node cannot resolve one: TypeScript projects write `./file.js` for the file
 * that is `./file.ts` before it is compiled, and some leave the ending out.
 */
export function alternatives(specifier: string): readonly string[] {
  if (!/^(?:\.{1,2}$|\.{0,2}\/|file:)/.test(specifier)) return [];
  const [, path = '', query = ''] = /^([^?#]*)(.*)$/s.exec(specifier) ?? [];
  const script = /\.([mc]?)js$/.exec(path);
  if (script) return [`${path.slice(0, -script[0].length)}.${script[1]}ts${query}`];
  if (/\.(?:[mc]?ts|json|node|wasm)$/.test(path)) return [];
  const directory = path.replace(/\/$/, '');
  const files = /(?:^|\/)\.{0,2}\/?$/.test(path) ? [] : [`${path}.ts`, `${path}.js`];
  return [...files, `${directory}/index.ts`, `${directory}/index.js`].map((file) => file + query);
}

/** Whether this failure to resolve is one that an alternative may mend. */
export function isNotFound(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT' || code === 'MODULE_NOT_FOUND';
}

/** In the address of a module that is imported again: which time it is. */
export const ATTEMPT = 'evenkeel-attempt';

const ATTEMPT_IN_ADDRESS = new RegExp(`[?&](${ATTEMPT}=\\d+)$`);

/**
 * What was resolved, for a module that is imported again: Node remembers of every address that it failed to load, so what
 * the module imports has to have new ones as well.
 * @param parent the address of the importer.
 */
export function inSameAttempt<Resolved>(resolved: Resolved, parent: string | undefined): Resolved {
  const attempt = ATTEMPT_IN_ADDRESS.exec(parent ?? '')?.[1];
  const { url } = resolved as { readonly url?: string };
  if (attempt === undefined || !url?.startsWith('file:') || /[?#]/.test(url) || FOREIGN.test(url)) return resolved;
  return { ...resolved, url: `${url}?${attempt}` };
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '');
}
