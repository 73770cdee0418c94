import { buildPageAssets } from '../../../scripts/page-assets.mjs';
import type { Page } from '../../../src/report/html/page.ts';
import type { PageDetail, PageIndex } from '../../../src/report/html/page-data.ts';
import { type AskCommits, writePage } from '../../../src/report/html/write-page.ts';

const assets = buildPageAssets();

/** A page as one text, with the script that belongs to the sources. */
export async function textOf(page: Page, askCommits?: AskCommits): Promise<string> {
  let text = '';
  for await (const piece of writePage(page, await assets, askCommits)) text += piece;
  return text;
}

/** What a page holds. */
export interface ReadPage {
  readonly index: PageIndex;
  readonly details: readonly PageDetail[];
}

/** What stands in the page as data, read as a browser reads it: up to the first end of its element. */
export function readPage(text: string): ReadPage {
  const data = [...text.matchAll(/<script type="application\/json" id="([\w-]+)">(.*?)<\/script/gs)];
  const parsed = new Map(data.map(([, id, json]) => [id, JSON.parse(json!)]));
  const index: PageIndex = parsed.get('index');
  return { index, details: index.rows.map((_, place) => parsed.get(`detail-${place}`)) };
}
