import { pathToFileURL } from 'node:url';
import { type Loader, nextLoader } from './load-suite.ts';
import { registerTypeScript } from './register.ts';

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
      // Node remembers that an address failed to load.
      return await import(attempt === 0 ? url : `${url}?attempt=${attempt}`);
    } catch (error) {
      const next = nextLoader(loader, errorOf(error));
      if (next === null) throw error;
      loader = next;
      registerTypeScript({ mode: next === 'strip_types' ? 'strip' : 'compile', cacheDirectory: null });
    }
  }
}

function errorOf(error: unknown) {
  const { name = '', message = '', code = null } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return { name, message, code };
}
