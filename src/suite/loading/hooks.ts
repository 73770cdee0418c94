import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripTypes } from './strip-types.ts';

/** What a loading hook gives back for a module that it answers itself. */
export interface LoadedModule {
  readonly format: 'module' | 'commonjs';
  readonly source: string;
  readonly shortCircuit: true;
}

const TYPESCRIPT = /\.[mc]?ts$/;
const FOREIGN = /[/\\]node_modules[/\\]/;
// A static import or export statement: what tells a module from a script, as Node's own syntax detection does.
const MODULE_SYNTAX = /^\s*(?:import\s*[\w{*'"]|import\.meta|export\b)/m;

/** Whether evenkeel has to load this URL: a TypeScript file of the project. */
export function isTypeScript(url: string): boolean {
  return url.startsWith('file:') && TYPESCRIPT.test(pathOf(url)) && !FOREIGN.test(pathOf(url));
}

/** Reads a TypeScript file and strips its types. */
export function loadTypeScript(url: string, cacheDirectory: string | null): LoadedModule {
  const filename = fileURLToPath(pathOf(url));
  const source = stripTypes(readFileSync(filename, 'utf8'), filename, cacheDirectory);
  return { format: formatOf(filename, source), source, shortCircuit: true };
}

function formatOf(filename: string, source: string): LoadedModule['format'] {
  if (filename.endsWith('.mts')) return 'module';
  if (filename.endsWith('.cts')) return 'commonjs';
  return MODULE_SYNTAX.test(source) ? 'module' : 'commonjs';
}

/**
 * The specifiers to try, in order, where Node cannot resolve one: TypeScript projects write `./file.js` for the file
 * that is `./file.ts` before it is compiled, and some leave the ending out.
 */
export function alternatives(specifier: string): readonly string[] {
  if (!/^(?:\.{0,2}\/|file:)/.test(specifier)) return [];
  const [path = '', query = ''] = specifier.split(/(?=[?#])/, 2);
  const script = /\.([mc]?)js$/.exec(path);
  if (script) return [`${path.slice(0, -script[0].length)}.${script[1]}ts${query}`];
  if (/\.[a-z]+$/.test(path)) return [];
  return [`${path}.ts${query}`, `${path}/index.ts${query}`];
}

/** Whether this failure to resolve is one that an alternative may mend. */
export function isNotFound(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code;
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT' || code === 'MODULE_NOT_FOUND';
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, '');
}
