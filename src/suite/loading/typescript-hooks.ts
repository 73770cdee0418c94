// The hooks for Node before 22.15, which runs them in a thread of their own; `register.ts` names this file.
import { alternatives, inSameAttempt, isNotFound, isTypeScript, loadTypeScript } from './hooks.ts';
import type { Translation } from './translate.ts';

let translation: Translation = { mode: 'strip', cacheDirectory: null };

/** Receives what `register` was given. */
export function initialize(data: Translation): void {
  translation = data;
}

interface Context {
  readonly parentURL?: string;
}

type Next<Result> = (name: string, context?: object) => Promise<Result>;

/** Resolves as Node does, and where that fails, the TypeScript file that was meant. */
export async function resolve<Result>(specifier: string, context: Context, next: Next<Result>): Promise<Result> {
  try {
    return inSameAttempt(await next(specifier, context), context.parentURL);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    for (const candidate of alternatives(specifier)) {
      const found = await next(candidate, context).catch(() => null);
      if (found) return inSameAttempt(found, context.parentURL);
    }
    throw error;
  }
}

/** Loads TypeScript files of the project; everything else is Node's. */
export async function load<Result>(url: string, context: object, next: Next<Result>) {
  return isTypeScript(url) ? loadTypeScript(url, translation) : next(url, context);
}
