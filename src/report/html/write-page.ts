import { createHash } from 'node:crypto';
import type { CommitFact } from '../../model/commit-fact.ts';
import { countOutcomes, outcomeInWords } from '../documents/entry.ts';
import { neutralizeName } from '../text/neutralize.ts';
import { embeddedJson } from './embedded-json.ts';
import type { Page } from './page.ts';
import type { PageIndex, PageRow } from './page-data.ts';

/** What makes a page of the data in it. */
export interface PageAssets {
  /** A program that needs nothing but the page. */
  readonly script: string;
  readonly style: string;
}

/** What git knows of commits. */
export type CommitFacts = Pick<PageIndex, 'commits' | 'changes'>;

/** Asks git for commits by their hashes, and for those between two. */
export type AskCommits = (hashes: readonly string[], base: string | null, head: string | null) => Promise<CommitFacts>;

/**
 * A page in one file, piece by piece. Nothing in it is run but the one script, of which the page's policy has the hash, and nothing is
 * fetched.
 *
 * @param askCommits - who knows of the commits that the page names
 */
export async function* writePage(
  { head, tests, named }: Page,
  { script, style }: PageAssets,
  askCommits: AskCommits = () => Promise.resolve({ commits: [], changes: [] }),
): AsyncGenerator<string, void> {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  yield [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
    '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n',
    `<title>${escaped(head.title)} · evenkeel</title>\n<style>${style}</style>\n</head>\n<body>\n`,
    '<main id="page"></main>\n',
  ].join('');
  const rows: PageRow[] = [];
  for await (const { row, detail } of tests) {
    yield `<script type="application/json" id="detail-${rows.length}">${embeddedJson(detail)}</script>\n`;
    rows.push(row);
  }
  const hashes = named.hashes.all;
  const known = await askCommits(hashes, named.base, named.head);
  const commits = known.commits.map(visible);
  const changes = known.changes.map(visible);
  const index: PageIndex = { ...head, rows, hashes, branches: named.branches.all, commits, changes };
  yield `<script type="application/json" id="index">${embeddedJson(index)}</script>\n`;
  yield `<noscript><h1>${escaped(head.title)}</h1><p>${escaped(inShort(rows))} This page shows the rest with a script, which is in it: switch scripts on, or make the report with --format markdown.</p></noscript>\n`;
  yield `<script>${script}</script>\n</body>\n</html>\n`;
}

function visible({ hash, author, date, subject }: CommitFact): CommitFact {
  return { hash, author: neutralizeName(author), date, subject: neutralizeName(subject) };
}

function inShort(rows: readonly PageRow[]): string {
  const counts = [...countOutcomes(rows)].map(([outcome, count]) => outcomeInWords(outcome, count));
  return counts.length === 0 ? 'No tests.' : `${counts.join(', ')}.`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
