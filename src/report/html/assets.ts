import { readFile } from 'node:fs/promises';
import type { PageAssets } from './write-page.ts';

/**
 * What makes a page of its data, as it was built.
 *
 * @throws {Error} where the package was built without it, or a part of it is missing.
 */
export async function loadAssets(): Promise<PageAssets> {
  const [script, style] = await Promise.all([
    readFile(new URL('./page-script.txt', import.meta.url), 'utf8'),
    readFile(new URL('./page-style.txt', import.meta.url), 'utf8'),
  ]);
  return { script, style };
}
