// HTML reports as people use them, in a real browser: from a file, by mouse, by keyboard, in the dark, on a phone, on paper.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS, withText } from '../../bench/faults/names/hostile-texts.mjs';
import { comparePage } from '../../src/report/html/compare-page.ts';
import { runPage } from '../../src/report/html/run-page.ts';
import { renderJson } from '../../src/report/json.ts';
import { evenkeel, project } from '../end-to-end/command.ts';
import { compareReport } from '../report/compare-fixtures.ts';
import { report } from '../report/fixtures.ts';
import { madeUpPast, madeUpRun } from '../report/html/made-up.ts';
import { textOf } from '../report/html/pages.ts';
import { hasBrowser, isTooWide, open, openFile, violations } from './browser.ts';

const SLOW = 'group 2 > does what test number 2 is about';

describe.skipIf(!hasBrowser)('an HTML report', () => {
  let html: string;
  beforeAll(async () => {
    html = await textOf(runPage(madeUpRun(60), madeUpPast));
  });

  it('says first what got worse, by how much and how sure; what did not change is folded', async () => {
    const { page, misdeeds } = await open(html);
    expect(await page.locator('h1').innerText()).toMatch(/^\d+ tests got worse, 1 failed$/);
    expect(await page.title()).toMatch(/got worse/);
    const sections = page.locator('details.section');
    expect(await sections.locator('h3').allInnerTexts()).toEqual([
      expect.stringMatching(/^Got worse/),
      expect.stringMatching(/^Failed/),
      expect.stringMatching(/^Improved/),
      expect.stringMatching(/^Undecided/),
      expect.stringMatching(/^Nothing to compare with/),
      expect.stringMatching(/^Unchanged/),
      ...(report.skipped.length > 0 ? [expect.stringMatching(/^Left out/)] : []),
    ]);
    const worst = page.getByRole('button', { name: SLOW });
    expect(await worst.innerText()).toMatch(
      /worse[\s\S]*by pairs against main \(1a2b3c4\)[\s\S]*\+8\.4 %[\s\S]*\[\+6\.3, \+10\.5\]/,
    );
    expect(await worst.isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'number 1 is about' }).isVisible()).toBe(false);
    expect(misdeeds).toEqual([]);
  });

  it('shows history, processes, pairs and samples of a test, each with its table', async () => {
    const { page, misdeeds } = await open(html);
    await page.getByRole('button', { name: SLOW }).click();
    const body = page.locator('.detail:visible');
    expect(await body.locator('figure h5').allInnerTexts()).toEqual([
      'History',
      'Processes',
      'Pairs, against main (1a2b3c4)',
      'Samples in order',
    ]);
    expect(await body.locator('canvas').count()).toBe(4);
    // Something is drawn.
    const inked = await body
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
    expect(inked).toBeGreaterThan(20);
    await body.getByText('Table: history').click();
    expect(await body.locator('table').first().locator('tbody tr').count()).toBe(31);
    expect(await body.locator('table').first().locator('tbody tr').last().innerText()).toMatch(
      /9f2c4e8\s+main\s+this run/,
    );
    await body.getByRole('button', { name: 'by time' }).click();
    expect(await body.getByRole('button', { name: 'by time' }).getAttribute('aria-pressed')).toBe('true');
    await body.locator('.plot').first().hover();
    expect(await body.locator('.tip').first().innerText()).toMatch(/recorded|regression|accepted|undecided/);
    await body.getByRole('button', { name: 'allocatedBytes' }).click();
    expect(await body.locator('.verdict').innerText()).toMatch(/It allocates as much as before/);
    expect(await body.locator('figure').first().locator('.plot').getAttribute('aria-label')).toMatch(
      /^History of allocatedBytes: 31 runs/,
    );
    expect(misdeeds).toEqual([]);
  });

  it('is searched, filtered and sorted', async () => {
    const { page } = await open(html);
    await page.getByLabel('Search').fill('number 1 ');
    await page.getByText('1 of ').waitFor();
    expect(await page.getByRole('button', { name: 'number 1 is about' }).isVisible()).toBe(true);
    await page.getByLabel('Search').fill('no such test');
    await page.getByText('No test is like that.').waitFor();
    await page.getByLabel('Search').fill('');
    await page.getByRole('button', { name: /better$/ }).click();
    expect(await page.locator('details.section h3').allInnerTexts()).toEqual([expect.stringMatching(/^Improved/)]);
    await page.getByRole('button', { name: /better$/ }).click();
    await page.getByLabel('Sort').selectOption('change');
    await page.locator('.row').nth(50).waitFor();
    const changes = await page
      .locator('.row .change')
      .evaluateAll((all) => all.map((each) => each.firstChild?.textContent ?? ''));
    const percents = changes.filter(Boolean).map((text) => Number.parseFloat(text.replace('−', '-').replace(',', '')));
    expect(percents).toEqual(percents.toSorted((a, b) => b - a));
  });

  it('is used by keyboard alone', async () => {
    const { page } = await open(html);
    const focused = () =>
      page.evaluate(() => (document.activeElement?.tagName === 'BUTTON' ? document.activeElement.textContent : ''));
    for (let i = 0; i < 40 && !(await focused()).includes(SLOW); i++) await page.keyboard.press('Tab');
    expect(await focused()).toContain(SLOW);
    await page.keyboard.press('Enter');
    for (let i = 0; i < 12 && (await focused()) !== '‹'; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.detail:visible [role=status]').first().innerText()).toMatch(
      /this run\n.*9f2c4e8 on main/,
    );
    expect(await page.evaluate(() => location.hash)).toMatch(/^#t-group-2-does-what/);
  });

  it('opens the test that a link is about, wherever it is', async () => {
    const { page: first } = await open(html);
    const id = await first.evaluate(() => {
      const index = JSON.parse(document.getElementById('index')!.textContent!);
      return index.rows.findLast(
        (row: { outcome: string; name: string }) => row.outcome === 'pass' && row.name.includes('number'),
      ).id;
    });
    const { page } = await open(html, { hash: `#t-${id}` });
    expect(await page.locator(`#t-${id} .detail`).isVisible()).toBe(true);
    expect(await page.locator(`#t-${id} .detail .plot`).count()).toBe(3);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('true');
  });

  it('has commands to be copied', async () => {
    const { page } = await open(html, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: SLOW }).click();
    await page.getByRole('button', { name: 'Copy: Accept it as the new baseline' }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`npx evenkeel baseline accept '${SLOW}'`);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing that axe would have otherwise, closed and open, in the %s',
    async (colorScheme) => {
      const { page } = await open(html, { colorScheme });
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: SLOW }).click();
      await page.getByText('Table: history').click();
      await page.locator('.plot').first().hover();
      expect(await violations(page)).toEqual([]);
    },
  );

  it('fits a phone', async () => {
    const { page } = await open(html, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
    expect(await isTooWide(page)).toBe(false);
    await page.getByRole('button', { name: SLOW }).click();
    expect(await isTooWide(page)).toBe(false);
  });

  it('is printed without what only a screen has a use for, dark or not', async () => {
    const { page } = await open(html, { colorScheme: 'dark' });
    await page.getByRole('button', { name: SLOW }).click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('Search').isVisible()).toBe(false);
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe('rgb(28, 36, 48)');
    expect(await page.getByRole('button', { name: SLOW }).isVisible()).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('shows a comparison of revisions', async () => {
    const { page, misdeeds } = await open(await textOf(comparePage(compareReport, madeUpPast)));
    await page.locator('.row.bad .toggle').first().click();
    expect(await page.locator('.detail:visible figure h5').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Pairs, against /), 'Samples in order']),
    );
    expect(await violations(page)).toEqual([]);
    expect(misdeeds).toEqual([]);
  });

  it('does nothing that a name asks for', async () => {
    const names = { ...HOSTILE_TEXTS, proto: '__proto__', megabyte: 'x<b>'.repeat(260_000) };
    const results = Object.values(names).flatMap(
      (name, i) => withText({ ...report, results: report.results.slice(i % 3, (i % 3) + 1) }, name).results,
    );
    const hostile = { ...withText(report, '<script>alert(1)</script>'), results };
    const { page, misdeeds } = await open(await textOf(runPage(hostile, madeUpPast)));
    await page.getByLabel('Sort').selectOption('name');
    const opened = await page.locator('.row .toggle').evaluateAll((buttons) => {
      for (const button of buttons) (button as HTMLElement).click();
      return buttons.length;
    });
    expect(opened).toBeGreaterThan(results.length);
    expect(await page.locator('main script, main img, main iframe, main [onerror]').count()).toBe(0);
    expect(await isTooWide(page)).toBe(false);
    expect(misdeeds).toEqual([]);
  });

  it('takes 5,000 tests, of which few are in the page until they are looked for', async () => {
    const { results } = madeUpRun(50);
    const many = Array.from({ length: 5000 }, (_, i) => ({
      ...results[i % 50]!,
      testName: `test number ${i} of many`,
    }));
    const nothing = async () => ({ missing: 'Nothing.' });
    const { page } = await open(await textOf(runPage({ ...report, results: many }, nothing)));
    const rows = () => page.evaluate(() => document.querySelectorAll('.row').length);
    expect(await rows()).toBeLessThan(1000);
    await page.locator('details.section:not([open]) > summary').last().click();
    await page.waitForFunction(() => document.querySelectorAll('.row').length > 4500);
    await page.locator('#search').fill('number 4321 ');
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
    expect(await page.locator('.found').innerText()).toMatch(/^1 of 5,0\d\d tests$/);
  });

  it('is made by the built command, with the history that is stored', async () => {
    const directory = project({});
    writeFileSync(join(directory, 'run.json'), renderJson(report));
    const made = await evenkeel(['report', 'run.json', '--format', 'html', '-o', 'report.html'], { cwd: directory });
    expect(made).toEqual({ exitCode: 0, out: '', err: '' });
    const printed = await evenkeel(['report', 'run.json', '--format', 'html'], { cwd: directory });
    expect(printed.out).toBe(readFileSync(join(directory, 'report.html'), 'utf8'));
    const { page, misdeeds } = await openFile(join(directory, 'report.html'));
    expect(await page.locator('h1').innerText()).toMatch(/got worse/);
    await page.getByRole('button', { name: 'parse > large document' }).click();
    expect(await page.locator('.detail:visible .lacking').first().innerText()).toMatch(
      /No earlier run of it is stored here\. It was held against a baseline of/,
    );
    expect(misdeeds).toEqual([]);
  });
});
