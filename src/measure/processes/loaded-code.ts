import { createRequire } from 'node:module';
import { isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

// Yarn's Plug'n'Play keeps its resolver beside package.json. It finds code and is none, and what is loaded from there
// may be asked of whichever resolver is nearest.
const RESOLVER = /[/\\]\.pnp(?:\.loader)?\.[cm]?js$/;
const INSTALLED = /[/\\]node_modules[/\\]/;

/**
 * The files whose code this process has loaded, and what it has required, absolute. Asked of V8's debugger, which knows every
 * script, however it was loaded; it slows down what runs after, so ask at the end.
 */
export async function loadedFiles(): Promise<readonly string[]> {
  // Loaded here, because no process that measures needs it before.
  const { Session } = await import('node:inspector');
  const session = new Session();
  // Data and native code are not scripts.
  const files = new Set(Object.keys(createRequire(import.meta.url).cache));
  session.connect();
  session.on('Debugger.scriptParsed', ({ params: { url } }) => {
    const file = url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : url;
    if (isAbsolute(file)) files.add(file);
  });
  session.post('Debugger.enable');
  session.disconnect();
  return [...files];
}

/**
 * The files below a directory whose code this process has loaded, installed packages and what finds them aside.
 * @param directory absolute, without symbolic links.
 */
export async function codeLoadedFrom(directory: string): Promise<readonly string[]> {
  const isOwn = (file: string) => !INSTALLED.test(file.slice(directory.length)) && !RESOLVER.test(file);
  return (await loadedFiles()).filter((file) => file.startsWith(directory + sep) && isOwn(file));
}
