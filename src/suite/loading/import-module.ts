import { pathToFileURL } from 'node:url';
import { rememberCaught } from '../../caught-errors.ts';
import { ATTEMPT } from './hooks.ts';
import { type Loader, nextLoader } from './load-suite.ts';
import { registerTypeScript } from './register.ts';
import { placeIn } from './syntax-place.ts';

/**
 * Imports a module of the project into this process, TypeScript as well. Node, or whatever already loads TypeScript in
 * this process, is asked first; only where that fails are types stripped, from then on for every file of the project.
 *
 * @param file absolute path.
 * @throws whatever the module throws, or the last reason for which it could not be loaded.
 */
export async function importProjectModule(file: string): Promise<unknown> {
  const url = pathToFileURL(file).href;
  let loader: Loader = 'node';
  for (let attempt = 0; ; attempt++) {
    try {
      // Node remembers that an address failed to load, also of modules that this one imports.
      return await import(attempt === 0 ? url : `${url}?${ATTEMPT}=${attempt}`);
    } catch (error) {
      rememberCaught(error);
      const next: Loader | null = isOfJavaScript(error) ? null : nextLoader(loader, errorOf(error));
      if (next === null) throw error;
      loader = next;
      registerTypeScript({ mode: next === 'strip_types' ? 'strip' : 'compile', cacheDirectory: null });
    }
  }
}

// Where the syntax of JavaScript is wrong nothing else would load it, and Node never ends a second import of CommonJS that failed.
function isOfJavaScript(error: unknown): boolean {
  const { stack = '', message = '' } = (error ?? {}) as Partial<Error>;
  return /\.[cm]?js:\d+:\d+$/.test(placeIn(stack, message)?.where ?? '');
}

function errorOf(error: unknown) {
  const { name = '', message = '', code = null } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return { name, message, code };
}
