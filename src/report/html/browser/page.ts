import type { CommitFact } from '../../../model/commit-fact.ts';
import type { PageDetail, PageIndex } from '../page-data.ts';

/** What the page says of everything. */
export const index: PageIndex = read('index');

const known = new Map<number, PageDetail>();
const commits = new Map(index.commits.map((commit) => [commit.hash, commit]));

/** What there is to say of the test at this place. It is read when it is asked for: most tests never are. */
export function detailOf(place: number): PageDetail {
  const detail = known.get(place) ?? read<PageDetail>(`detail-${place}`);
  known.set(place, detail);
  return detail;
}

/** The hash of a commit by its place; null where it is not known. */
export function hashAt(place: number): string | null {
  return index.hashes[place] ?? null;
}

/** What git said of a commit; null where nobody asked, or it did not know it. */
export function commitOf(hash: string): CommitFact | null {
  return commits.get(hash) ?? null;
}

function read<Part>(id: string): Part {
  return JSON.parse(document.getElementById(id)?.textContent ?? 'null');
}
