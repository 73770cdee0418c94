/** One thing that `evenkeel init` does, or leaves to a person. Paths are absolute. */
export type SetupStep =
  | { readonly kind: 'create'; readonly path: string; readonly text: string; readonly purpose: string }
  /** Adds to the end of a file that is there. */
  | { readonly kind: 'append'; readonly path: string; readonly text: string; readonly purpose: string }
  | { readonly kind: 'leave'; readonly path: string; readonly reason: string }
  /** Lines that only the user can put where they belong. */
  | { readonly kind: 'by_hand'; readonly path: string; readonly text: string; readonly reason: string };

/** What `evenkeel init` found, what it will do, and what is to be done afterwards. */
export interface SetupPlan {
  /** Nothing is written outside of this directory, whichever links are in it: absolute, without links. */
  readonly root: string;
  /** What was found out about the project, and by what it was told. */
  readonly findings: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly SetupStep[];
  /** Commands to run afterwards, in this order. */
  readonly next: readonly { readonly command: string; readonly purpose: string }[];
}
