// The program of a process that loads a module of which the syntax is known to be wrong, so that Node prints where.
import { pathToFileURL } from 'node:url';
import { registerTypeScript } from './register.ts';
import { endWith } from './syntax-place.ts';

registerTypeScript({ mode: 'strip', cacheDirectory: null });
try {
  await import(pathToFileURL(process.argv[2]!).href);
} catch (error) {
  endWith(error);
}
