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
