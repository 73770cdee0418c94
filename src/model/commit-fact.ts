/** What git knows of a commit. */
export interface CommitFact {
  /** Full hash. */
  readonly hash: string;
  /** Name of who wrote it, by the repository's `.mailmap`. */
  readonly author: string;
  /** ISO 8601. */
  readonly date: string;
  /** First line of its message. */
  readonly subject: string;
}
