import { nearestNames } from '../nearest-names.ts';
import { firstLineOf } from './messages.ts';
import type { ModuleNamespace } from './project-loader.ts';

/** Any function; what it takes and gives is for the caller to know. */
export type AnyFunction = (...args: never[]) => unknown;

/** A function that a module exports, or why there is none of that name: the rest of a sentence about the module. */
export type ExportedFunction = { readonly fn: AnyFunction } | { readonly problem: string; readonly cause: unknown };

const LISTED_NAMES = 8;
// The second is what Node 23 and later add to a CommonJS module's exports.
const NOT_NAMES = new Set(['default', 'module.exports', '__esModule']);

/**
 * Finds a function among a module's exports: by its name; among the properties of the default export, where a CommonJS
 * module's exports are that Node could not tell by name; `default` itself, also that of an ES module which was compiled
 * to CommonJS.
 */
export function exportedFunction(module: ModuleNamespace, name: string): ExportedFunction {
  try {
    const found = holdersOf(module)
      .filter((holder) => Object.hasOwn(holder, name))
      .map((holder) => Reflect.get(holder, name) as unknown);
    const fn = found.find(isFunction);
    if (fn !== undefined) return { fn };
    const problem =
      found.length > 0
        ? `exports ${name}, but as ${kindOf(found[0])}, not as a function.`
        : missingExport(module, name);
    return { problem, cause: undefined };
  } catch (cause) {
    return {
      problem: `exports ${name}, but it cannot be read: ${firstLineOf(cause)}. Modules that import each other may ask too early.`,
      cause,
    };
  }
}

/** The module's exports, and its default export where that has properties. */
function holdersOf(module: ModuleNamespace): readonly object[] {
  const standard = Object.hasOwn(module, 'default') ? module.default : null;
  return isHolder(standard) ? [module, standard] : [module];
}

function missingExport(module: ModuleNamespace, name: string): string {
  const names = functionNames(module);
  const near = nearestNames(name, names);
  if (near.length > 0) return `does not export ${name}. Did you mean ${near.join(' or ')}?`;
  if (names.length === 0) return `does not export ${name}, nor any other function by name.`;
  const rest = names.length - LISTED_NAMES;
  const listed = names.slice(0, LISTED_NAMES).join(', ');
  return `does not export ${name}. Its functions are ${listed}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

function functionNames(module: ModuleNamespace): readonly string[] {
  const names = holdersOf(module).flatMap((holder) =>
    Object.keys(holder).filter((key) => !NOT_NAMES.has(key) && isFunction(readQuietly(holder, key))),
  );
  return [...new Set(names)];
}

// A getter that throws is not a function that could be proposed.
function readQuietly(holder: object, key: string): unknown {
  try {
    return Reflect.get(holder, key);
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
