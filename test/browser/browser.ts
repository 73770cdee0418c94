import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { browserOptions, findBrowser } from '../../scripts/browser.mjs';

/** Whether there is a browser to test in. `npm test` says so where there is none. */
export const hasBrowser = findBrowser() !== null;

const directory = mkdtempSync(join(tmpdir(), 'evenkeel-pages-'));
let browser: Promise<Browser> | null = null;

afterAll(async () => {
  await (await browser)?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A page in a browser, and everything that it did which no report does. */
export interface Opened {
  readonly page: Page;
  /** Requests besides the file itself, dialogs, errors, and whatever went to the console. */
  readonly misdeeds: readonly string[];
}

let files = 0;

/** Writes a page to a file and opens it there. */
export async function open(
  html: string,
  options: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  const file = join(directory, `${files++}.html`);
  writeFileSync(file, html);
  return openFile(file, options);
}

/** Opens a file. */
export async function openFile(
  file: string,
  { hash = '', ...options }: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<Opened> {
  browser ??= chromium.launch(browserOptions());
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const address = `${pathToFileURL(file).href}${hash}`;
  const misdeeds: string[] = [];
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address.split('#')[0]) misdeeds.push(`request: ${request.url().slice(0, 200)}`);
  });
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.stack}`));
  page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
  await page.goto(address);
  return { page, misdeeds };
}

/** What axe has to say against a page, with the elements that it is about. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}: ${node.failureSummary}`),
  );
}

/** Whether anything is wider than what shows it. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
