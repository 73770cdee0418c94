// How large the page of a suite is, and how soon a browser shows it: `npm run bench:report`. Needs Chromium.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { baselineFrom } from '../dist/baselines/baseline.js';
import { loadAssets } from '../dist/report/html/assets.js';
import { runPage } from '../dist/report/html/run-page.js';
import { writePage } from '../dist/report/html/write-page.js';
import { median } from '../dist/statistics/core/median.js';
import { browserOptions, findBrowser, NO_BROWSER } from '../scripts/browser.mjs';
import { ENVIRONMENT_KEY, madeUpRun } from './overhead/made-up.mjs';
import { suite } from './reports/suite.mjs';
import { conditions } from './support/conditions.mjs';
import { table } from './support/table.mjs';

const SIZES = [100, 5000];
const RUNS = 30;
const SCROLLS = 60;

const { values: flags } = parseArgs({ options: { times: { type: 'string', default: '5' } } });
const times = Number(flags.times);
if (findBrowser() === null) throw new Error(NO_BROWSER);

console.log(`${conditions('npm run bench:report')}\n- ${RUNS} stored runs a test; medians of ${times}\n`);
const directory = mkdtempSync(join(tmpdir(), 'evenkeel-bench-report-'));
const browser = await chromium.launch(browserOptions());
try {
  const rows = [];
  for (const tests of SIZES) rows.push(await rowOf(tests));
  console.log(
    table(
      [
        'tests',
        'size',
        'written in',
        'first rows seen after',
        'all rows in the page after',
        'frame while scrolling, median',
        'longest',
      ],
      rows,
    ),
  );
} finally {
  await browser.close();
  rmSync(directory, { recursive: true, force: true });
}

async function rowOf(tests) {
  const { file, bytes, seconds } = await write(tests);
  const opened = [];
  for (let i = 0; i < times; i++) opened.push(await open(file, tests));
  const middle = (key) => Math.round(median(opened.map((each) => each[key])));
  return [
    tests.toLocaleString('en'),
    `${(bytes / 1000).toFixed(0)} kB`,
    `${(1000 * seconds).toFixed(0)} ms`,
    `${middle('first')} ms`,
    `${middle('all')} ms`,
    `${middle('frame')} ms`,
    `${middle('longest')} ms`,
  ];
}

async function write(tests) {
  const report = suite(tests);
  const pastOf = async ({ testName }) => {
    const number = Number(/(\d+)$/.exec(testName)?.[1]);
    const records = Array.from({ length: RUNS }, (_, index) => ({
      ...madeUpRun(number, index),
      recordedAt: new Date(Date.UTC(2026, 0, 1) + index * 36e5).toISOString(),
    }));
    return { baseline: baselineFrom(records), records };
  };
  const assets = await loadAssets();
  // What is made up is made before the clock runs.
  const past = new Map();
  for (const { testName } of report.results.slice(0, 200))
    past.set(testName, await pastOf({ testName, environmentKey: ENVIRONMENT_KEY }));
  const known = [...past.values()];
  let asked = 0;
  const startedAt = performance.now();
  const pieces = [];
  for await (const piece of writePage(
    runPage(report, async () => known[asked++ % known.length]),
    assets,
  ))
    pieces.push(piece);
  const seconds = (performance.now() - startedAt) / 1000;
  const file = join(directory, `${tests}.html`);
  const text = pieces.join('');
  writeFileSync(file, text);
  return { file, bytes: Buffer.byteLength(text), seconds };
}

// By the page's own clock, which starts when it is asked for.
async function open(file, tests) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  const answer = await page.evaluate(
    async ({ tests, scrolls }) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      await frame();
      const first = performance.now();
      for (const summary of document.querySelectorAll('details.section:not([open]) > summary')) summary.click();
      while (document.querySelectorAll('.row').length < tests) await new Promise((resolve) => setTimeout(resolve, 5));
      const all = performance.now();
      const frames = [];
      const step = (document.documentElement.scrollHeight - innerHeight) / scrolls;
      let before = await frame();
      for (let i = 1; i <= scrolls; i++) {
        scrollTo(0, i * step);
        const now = await frame();
        frames.push(now - before);
        before = now;
      }
      frames.sort((a, b) => a - b);
      return { first, all, frame: frames[frames.length >> 1], longest: frames.at(-1) };
    },
    { tests, scrolls: SCROLLS },
  );
  await page.close();
  return answer;
}
