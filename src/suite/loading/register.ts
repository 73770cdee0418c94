import * as nodeModule from 'node:module';
import { alternatives, inSameAttempt, isNotFound, isTypeScript, loadTypeScript } from './hooks.ts';
import type { Translation } from './translate.ts';

type Next = (name: string, context?: object) => unknown;

interface Context {
  readonly parentURL?: string;
}

interface SynchronousHooks {
  resolve(specifier: string, context: Context, next: Next): unknown;
  load(url: string, context: object, next: Next): unknown;
}

// From Node 22.15; @types/node describes 20.
const { registerHooks } = nodeModule as unknown as { registerHooks?: (hooks: SynchronousHooks) => void };

/**
 * Lets this process import TypeScript: nothing but types is changed, so that what is measured is what the project's own
 * build would run. Applies to project files only, not to packages.
 */
export function registerTypeScript(translation: Translation): void {
  if (registerHooks) registerHooks(synchronousHooks(translation));
  else nodeModule.register('./typescript-hooks.js', import.meta.url, { data: translation });
}

function synchronousHooks(translation: Translation): SynchronousHooks {
  return {
    resolve(specifier, context, next) {
      try {
        return inSameAttempt(next(specifier, context), context.parentURL);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        const found = resolveAlternative(specifier, context, next) ?? raise(error);
        return inSameAttempt(found, context.parentURL);
      }
    },
    load: (url, context, next) => (isTypeScript(url) ? loadTypeScript(url, translation) : next(url, context)),
  };
}

function resolveAlternative(specifier: string, context: object, next: Next): unknown {
  for (const candidate of alternatives(specifier)) {
    try {
      return next(candidate, context);
    } catch {
      // The next candidate, or the first error, which names what the author wrote.
    }
  }
  return null;
}

function raise(error: unknown): never {
  throw error;
}
