// The program of a process that loads a module of which the syntax is known to be wrong, so that Node prints where.
import { pathToFileURL } from 'node:url';
import { startTimer } from '../../real-time.ts';
import { registerTypeScript } from './register.ts';

registerTypeScript({ mode: 'strip', cacheDirectory: null });
try {
  await import(pathToFileURL(process.argv[2]!).href);
} catch (error) {
  // Node tells the place of errors only that nobody caught.
  startTimer(() => {
    throw error;
  }, 0);
}
