// Makes the script and the style of HTML reports: one minified file each, which the writer puts into every page.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { noteInlined } from './bundled.mjs';

const ROOT = join(import.meta.dirname, '..');
const SOURCE = join(ROOT, 'src', 'report', 'html', 'browser');
const UPLOT = join(ROOT, 'node_modules', 'uplot');

/**
 * Builds both.
 *
 * @returns {Promise<{ script: string, style: string, output: readonly { moduleIds?: readonly string[] }[] }>}
 */
export async function buildPageAssets() {
  const [{ code, output }, license, css, plots] = await Promise.all([
    bundled(),
    readFile(join(UPLOT, 'LICENSE'), 'utf8'),
    readFile(join(SOURCE, 'page.css'), 'utf8'),
    readFile(join(UPLOT, 'dist', 'uPlot.min.css'), 'utf8'),
  ]);
  const script = `/*! The plots are drawn by uPlot (https://github.com/leeoniya/uPlot).\n${license.trim()}\n*/\n${asciiOf(code.trim())}\n`;
  const style = `${plots.trim()}\n${minified(css)}\n`;
  refuse(script, /<\/script|<!--|\]\]>/i, 'would end the script in a page');
  refuse(style, /<\/style|url\(|@import/i, 'fetches something, or would end the style in a page');
  return { script, style, output };
}

/**
 * Builds both into a directory of the package.
 *
 * @param {string} directory
 */
export async function writePageAssets(directory) {
  const { script, style, output } = await buildPageAssets();
  const file = join(directory, 'page-script.txt');
  await Promise.all([writeFile(file, script), writeFile(join(directory, 'page-style.txt'), style)]);
  noteInlined(file, output);
}

async function bundled() {
  const build = await rolldown({
    input: join(SOURCE, 'main.ts'),
    platform: 'browser',
    tsconfig: join(SOURCE, 'tsconfig.json'),
    external: /^node:/,
    // What the page does not call is not in it, also where a module of Node's would be: only main.ts does anything by itself.
    treeshake: { moduleSideEffects: (id) => id.endsWith('main.ts') },
  });
  const { output } = await build.generate({ format: 'iife', minify: true });
  const { code, imports } = output[0];
  if (output.length !== 1 || imports.length > 0) {
    throw new Error(
      `The page's script must need nothing else, and imports ${imports.join(', ') || 'a part of itself'}.`,
    );
  }
  return { code, output };
}

/**
 * The same program in ASCII, whatever a page is sent through. Other characters stand in texts and patterns alone.
 *
 * @param {string} code
 */
function asciiOf(code) {
  return code.replace(/[^\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Style without its comments and line ends.
 *
 * @param {string} css
 */
function minified(css) {
  return css
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .trim();
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @param {string} why
 */
function refuse(text, pattern, why) {
  const found = pattern.exec(text);
  if (found) throw new Error(`${JSON.stringify(text.slice(found.index - 40, found.index + 40))} ${why}.`);
}
