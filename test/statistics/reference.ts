import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Values of one test, by alternative; null where it is undefined. */
type ByAlternative<T> = Readonly<Record<'greater' | 'two-sided', T | null>>;

export interface ReferenceCase {
  readonly shape: string;
  readonly baseline: readonly number[];
  readonly current: readonly number[];
  readonly expect: {
    readonly summary: {
      readonly median: number;
      readonly mean: number;
      readonly stdDev: number;
      readonly mad: number;
      readonly percentiles: Readonly<Record<'5' | '25' | '75' | '95', number>>;
    };
    readonly outliers: { readonly modified_z_score: readonly number[]; readonly iqr: readonly number[] };
    readonly mann_whitney: ByAlternative<{ readonly u: number; readonly p: number }>;
    readonly mann_whitney_exact?: ByAlternative<{ readonly u: number; readonly p: number }>;
    readonly welch_t: ByAlternative<{ readonly t: number; readonly p: number }>;
    readonly ks: ByAlternative<{ readonly d: number; readonly p: number }>;
    readonly cliffs_delta: number;
    readonly mean_ci_t_95: readonly [number, number];
    readonly median_bootstrap_exact_95?: readonly [number, number];
    readonly median_bootstrap_mc_95: { readonly interval: readonly [number, number] };
  };
}

interface Reference {
  readonly cases: readonly ReferenceCase[];
  readonly distributions: Readonly<Record<string, readonly (readonly number[])[]>>;
}

type Pair = { readonly baseline: readonly number[]; readonly current: readonly number[] };

interface MoreReference {
  readonly ks: readonly (Pair & Readonly<Record<'greater' | 'less' | 'two-sided', readonly [number, number]>>)[];
  readonly mannWhitneyExact: readonly (Pair & Readonly<Record<'greater' | 'less' | 'two-sided', number>>)[];
  readonly kolmogorovFinite: readonly (readonly number[])[];
  readonly smirnov: readonly (readonly number[])[];
  readonly kolmogorov: readonly (readonly number[])[];
  readonly normalSurvival: readonly (readonly number[])[];
  readonly studentTSurvival: readonly (readonly number[])[];
  readonly beta: readonly (readonly number[])[];
}

/** A table that lies beside the tests. */
export const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

/** Computed by SciPy 1.10.1 and NumPy 1.24.2. */
export const reference = readJson('./reference.json') as Reference;

/** Computed by SciPy 1.17.1, distributions by mpmath. */
export const more = readJson('./reference-more.json') as MoreReference;

/** Every case with a readable name, for a table test. */
export const referenceCases = reference.cases.map(
  (one, index) => [`${index}: ${one.shape}, ${one.baseline.length} and ${one.current.length}`, one] as const,
);

/** Expects `actual` to equal `expected` to a relative 1e-9, or to what doubles of that size can hold around zero. */
export function expectClose(actual: number, expected: number, label = '', relative = 1e-9, absolute = 1e-300): void {
  const allowed = relative * Math.abs(expected) + absolute;
  expect(Math.abs(actual - expected), `${label}: ${actual} should be ${expected}`).toBeLessThanOrEqual(allowed);
}
