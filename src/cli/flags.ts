/** The options of `evenkeel run`, as Commander gives them. */
export interface RunFlags {
  readonly filter?: string;
  readonly iterations?: number;
  readonly processes?: number;
  readonly json?: string;
  readonly record?: boolean;
  readonly update?: boolean;
  readonly failOnInconclusive?: boolean;
  readonly cache?: string;
  readonly explain?: string;
  readonly quiet?: boolean;
}

/** The options of `evenkeel compare`, as Commander gives them. */
export interface CompareFlags {
  readonly mergeBase?: boolean;
  readonly prepare?: string;
  readonly filter?: string;
  readonly blocks?: number;
  readonly iterations?: number;
  readonly json?: string;
  readonly failOnInconclusive?: boolean;
  readonly quiet?: boolean;
}

/** The options that the `evenkeel baseline` commands share. */
export interface BaselineFlags {
  readonly cache?: string;
  readonly env?: string;
  readonly all?: boolean;
  readonly days?: number;
  readonly runs?: number;
  readonly replace?: boolean;
}
