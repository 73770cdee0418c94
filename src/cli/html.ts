import type { PerformanceConfig } from '../config/performance-config.ts';
import { StoreError } from '../errors.ts';
import { BaselineBook, type StoredSeries } from '../framework/store/baseline-book.ts';
import { commitFacts, commitsBetween } from '../framework/store/commit-facts.ts';
import type { SeriesKey } from '../model/baseline.ts';
import { loadAssets } from '../report/html/assets.ts';
import { comparePage } from '../report/html/compare-page.ts';
import type { Page, PastOf } from '../report/html/page.ts';
import { resultsPage, runPage, smokePage } from '../report/html/run-page.ts';
import { storedPage } from '../report/html/stored-page.ts';
import { type AskCommits, type PageAssets, writePage } from '../report/html/write-page.ts';
import type { ParsedReport } from '../report/parse-report.ts';
import { writeJson } from './output-file.ts';
import type { Terminal } from './terminal.ts';
import { warn } from './warn.ts';

/** Makes pages; default: as they were built. */
export type AssetsOf = () => Promise<PageAssets>;

/**
 * The page of a report, piece by piece, with what is stored of its tests and what git here knows of their commits. A store that
 * cannot be read is a warning, and said in the page: the report itself needs none.
 */
export async function* htmlOfReport(
  parsed: ParsedReport,
  config: PerformanceConfig,
  terminal: Terminal,
  assetsOf: AssetsOf = loadAssets,
): AsyncGenerator<string, void> {
  const past = new Past(config, terminal);
  try {
    yield* writePage(
      pageOf(parsed, (key) => past.of(key)),
      await assetsOf(),
      askCommits,
    );
  } finally {
    await past.close();
  }
}

/** The page of what is stored. */
export async function* htmlOfStore(
  series: AsyncIterable<StoredSeries>,
  assetsOf: AssetsOf = loadAssets,
): AsyncGenerator<string, void> {
  yield* writePage(storedPage(series), await assetsOf(), askCommits);
}

/** Writes the page of a report that was just made. */
export async function writeHtml(
  file: string,
  parsed: ParsedReport,
  config: PerformanceConfig,
  terminal: Terminal,
): Promise<void> {
  await writeJson(file, htmlOfReport(parsed, config, terminal), '--html');
}

function pageOf({ kind, report }: ParsedReport, pastOf: PastOf): Page {
  if (kind === 'run') return runPage(report, pastOf);
  if (kind === 'compare') return comparePage(report, pastOf);
  return kind === 'smoke' ? smokePage(report) : resultsPage(report, pastOf);
}

const askCommits: AskCommits = async (hashes, base, head) => {
  const [commits, changes] = await Promise.all([
    commitFacts(process.cwd(), hashes),
    base === null || head === null ? [] : commitsBetween(process.cwd(), base, head),
  ]);
  return { commits, changes };
};

/** What is stored, opened when it is first asked for. */
class Past {
  readonly #config: PerformanceConfig;
  readonly #terminal: Terminal;
  #opening: Promise<BaselineBook> | null = null;
  #trouble: string | null = null;

  constructor(config: PerformanceConfig, terminal: Terminal) {
    this.#config = config;
    this.#terminal = terminal;
  }

  async of(key: SeriesKey): ReturnType<PastOf> {
    if (!this.#config.enableCaching)
      return { missing: 'Caching is switched off (enable_caching), so nothing is stored.' };
    if (this.#trouble !== null) return { missing: this.#trouble };
    try {
      this.#opening ??= BaselineBook.open(this.#config, null);
      return await (await this.#opening).find(key);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#trouble = `The stored runs cannot be read: ${error.message}`;
      warn(this.#terminal, [`${this.#trouble} The page has no histories.`], this.#config.logLevel);
      return { missing: this.#trouble };
    }
  }

  async close(): Promise<void> {
    const book = await this.#opening?.catch(() => null);
    if (!book) return;
    warn(this.#terminal, await book.warnings(), this.#config.logLevel);
    await book.close();
  }
}
