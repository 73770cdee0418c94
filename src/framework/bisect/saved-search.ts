import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseWithin } from '../../bounded-json.ts';
import { writeWhole } from '../../files/write-whole.ts';
import type { CommitEvidence, SavedEvidence, SearchEvidence } from './evidence.ts';

const FILE = 'bisect.json';
const VERSION = 1;

/** What an earlier search left. */
export interface FoundSearch {
  readonly evidence: SavedEvidence;
  /** What a person must know of it; null where nothing is to be said. */
  readonly notice: string | null;
}

/** Where a search keeps what it measured, so that one that was interrupted goes on where it was. */
export interface SavedSearch {
  /** What there is for the same question; none with `fresh`. */
  read(fresh: boolean): Promise<FoundSearch>;
  /** Writes what is known. @returns why that failed, in words; null where it did not. */
  write(evidence: SearchEvidence): Promise<string | null>;
  /** The search is over. */
  remove(): Promise<void>;
}

/**
 * The file of a search.
 * @param directory of the baselines; null where nothing is to be kept.
 * @param question everything that an answer depends on: another question is another search.
 */
export function savedSearch(directory: string | null, question: unknown): SavedSearch {
  if (directory === null) return NOTHING;
  const path = join(directory, FILE);
  const asked = digestOf(JSON.stringify(question));
  return {
    async read(fresh) {
      if (fresh) return NOTHING_FOUND;
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        return '';
      });
      if (text === null) return NOTHING_FOUND;
      const saved = parseSaved(text);
      if (saved === null) {
        return {
          evidence: {},
          notice: `What an earlier search left in ${path} is damaged, or of another version of evenkeel: the search begins anew.`,
        };
      }
      if (saved.asked !== asked) {
        return {
          evidence: {},
          notice: `An earlier search in ${path} was of other commits, tests, settings or another present tree: the search begins anew.`,
        };
      }
      return { evidence: saved.evidence, notice: `Going on with the search that was interrupted (${path}).` };
    },
    async write(evidence) {
      const body = JSON.stringify({ asked, evidence });
      const text = JSON.stringify({ kind: 'evenkeel-bisect', version: VERSION, checksum: digestOf(body), body });
      try {
        await writeWhole(path, `${text}\n`);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    remove: () => rm(path, { force: true }),
  };
}

const NOTHING_FOUND: FoundSearch = { evidence: {}, notice: null };
const NOTHING: SavedSearch = {
  read: async () => NOTHING_FOUND,
  write: async () => null,
  remove: async () => undefined,
};

interface Saved {
  readonly asked: string;
  readonly evidence: SavedEvidence;
}

function parseSaved(text: string): Saved | null {
  try {
    const { kind, version, checksum, body } = parseWithin(text) as Readonly<Record<string, unknown>>;
    if (kind !== 'evenkeel-bisect' || version !== VERSION || typeof body !== 'string') return null;
    if (checksum !== digestOf(body)) return null;
    const saved = parseWithin(body) as Saved;
    return typeof saved.asked === 'string' && isEvidence(saved.evidence) ? saved : null;
  } catch {
    return null;
  }
}

// Whoever can write a checksum can write anything; a look that is no number would end the search in the middle.
function isEvidence(evidence: unknown): evidence is SavedEvidence {
  if (typeof evidence !== 'object' || evidence === null) return false;
  return Object.values(evidence).every((commits) => {
    if (typeof commits !== 'object' || commits === null) return false;
    return Object.values(commits as object).every(isOfCommit);
  });
}

function isOfCommit(found: unknown): found is CommitEvidence {
  if (typeof found !== 'object' || found === null) return false;
  const { looks = [], unusable = '' } = found as { readonly looks?: unknown; readonly unusable?: unknown };
  return typeof unusable === 'string' && Array.isArray(looks) && looks.every((each) => Number.isFinite(each));
}

/** A fingerprint of a text. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
