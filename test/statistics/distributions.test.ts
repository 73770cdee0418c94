import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteBeta } from '../../src/statistics/core/beta.ts';
import { binomialCdf, binomialQuantile, binomialSurvival } from '../../src/statistics/core/binomial.ts';
import { normalCdf, normalDensity, normalQuantile, normalSurvival } from '../../src/statistics/core/normal.ts';
import { studentTCdf, studentTQuantile, studentTSurvival } from '../../src/statistics/core/student-t.ts';
import {
  kolmogorovCdf,
  kolmogorovFiniteSurvival,
  kolmogorovSurvival,
  smirnovSurvival,
} from '../../src/statistics/textbook/kolmogorov.ts';
import { expectClose, more, reference } from './reference.ts';

/** P(X ≤ x) for a beta variable, and P(X > x). */
const betaCdf = (x: number, a: number, b: number) => incompleteBeta(a, b, x, 1 - x);
const betaSurvival = (x: number, a: number, b: number) => incompleteBeta(b, a, 1 - x, x);

type Table = readonly (readonly [number, number, number, number])[];
const table = (name: string): Table => reference.distributions[name] as unknown as Table;

test('the tail of Student t is half or less for any t above 0, down to the smallest and up to the largest', () => {
  for (const df of [0.5, 1, 2, 3, 8, 16.5, 1e5, 1e13]) {
    for (const t of [Number.MIN_VALUE, 1e-310, 1e-200, 1e200, Number.MAX_VALUE]) {
      const tail = studentTSurvival(t, df);
      expect(tail, `S(${t}, ${df})`).toBeGreaterThanOrEqual(0);
      expect(tail, `S(${t}, ${df})`).toBeLessThanOrEqual(0.5);
    }
  }
});

describe('tables', () => {
  test('normal', () => {
    for (const [z, p] of table('normal_cdf')) expectClose(normalCdf(z), p, `Φ(${z})`, 1e-12);
    for (const [p, z] of table('normal_ppf')) expectClose(normalQuantile(p), z, `Φ⁻¹(${p})`, 1e-12);
    for (const [z, p] of more.normalSurvival) expectClose(normalSurvival(z!), p!, `1 − Φ(${z})`, 1e-12);
  });

  test('Student t', () => {
    for (const [t, df, p] of table('student_t_sf')) expectClose(studentTSurvival(t, df), p, `S(${t}, ${df})`, 1e-12);
    for (const [t, df, p] of more.studentTSurvival) {
      expectClose(studentTSurvival(t!, df!), p!, `S(${t}, ${df})`, 1e-12);
    }
    // SciPy's own quantiles are off by up to 5e-9 (mpmath decides); at one half they leave rounding noise.
    for (const [p, df, t] of table('student_t_ppf')) {
      const quantile = studentTQuantile(p, df);
      expectClose(quantile, t, `quantile ${p}, ${df}`, 1e-8, 1e-15);
      expectClose(studentTCdf(quantile, df), p, `back from ${t}`, 1e-12);
    }
    expectClose(studentTQuantile(0.95, 30), 1.6972608865939578, 'mpmath', 1e-14);
    // What was asked before is kept, and let go where there is too much of it: neither may show.
    for (let df = 1; df <= 700; df++) expectClose(studentTCdf(studentTQuantile(0.9, df), df), 0.9, `${df}`, 1e-12);
    expectClose(studentTQuantile(0.95, 30), 1.6972608865939578, 'mpmath', 1e-14);
  });

  test('binomial and beta', () => {
    for (const [k, n, p, cdf] of table('binomial_cdf')) expectClose(binomialCdf(k, n, p), cdf, `B(${k}, ${n})`, 1e-12);
    for (const [x, a, b, cdf] of table('beta_cdf')) expectClose(betaCdf(x, a, b), cdf, `I(${x})`, 1e-12);
    for (const [x, a, b, cdf] of more.beta) {
      expectClose(betaCdf(x!, a!, b!), cdf!, `I(${x}, ${a}, ${b})`, 1e-11);
      expectClose(betaSurvival(1 - x!, b!, a!), cdf!, `mirrored I(${x})`, 1e-9, 1e-15);
    }
  });

  test('Kolmogorov and Smirnov', () => {
    for (const [x, cdf, survival] of more.kolmogorov) {
      expectClose(kolmogorovCdf(x!), cdf!, `K(${x})`, 1e-11);
      expectClose(kolmogorovSurvival(x!), survival!, `1 − K(${x})`, 1e-11);
    }
    for (const [n, d, p] of more.smirnov) expectClose(smirnovSurvival(n!, d!), p!, `D⁺(${n}, ${d})`);
    for (const [n, d, p] of more.kolmogorovFinite) expectClose(kolmogorovFiniteSurvival(n!, d!), p!, `D(${n}, ${d})`);
  });
});

describe('quantiles invert', () => {
  const probability = fc.oneof(
    fc.double({ min: 1e-12, max: 0.999999, noNaN: true }),
    fc.double({ min: 1e-300, max: 1e-3, noNaN: true }),
  );

  test('normal', () => {
    fc.assert(fc.property(probability, (p) => expectClose(normalCdf(normalQuantile(p)), p, '', 1e-11)));
  });

  test('Student t', () => {
    const degrees = fc.double({ min: 2, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(probability, degrees, (p, df) => expectClose(studentTCdf(studentTQuantile(p, df), df), p, '', 1e-9)),
    );
  });

  test('binomial: the smallest count that reaches the probability', () => {
    const trials = fc.integer({ min: 1, max: 3000 });
    const inner = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(inner, trials, inner, (q, n, p) => {
        const k = binomialQuantile(q, n, p);
        expect(binomialCdf(k, n, p)).toBeGreaterThanOrEqual(q);
        expect(binomialCdf(k - 1, n, p)).toBeLessThan(q);
      }),
    );
  });
});

describe('ends and tails', () => {
  test('the ends of the line', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(studentTSurvival(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(studentTSurvival(Number.NEGATIVE_INFINITY, 3)).toBe(1);
    expect(studentTQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect([betaCdf(0, 2, 3), betaCdf(1, 2, 3)]).toEqual([0, 1]);
    expect([binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5), binomialSurvival(-1, 5, 0.5)]).toEqual([0, 1, 1]);
    expect(binomialSurvival(5, 5, 0.5)).toBe(0);
    expect([binomialQuantile(0, 5, 0.5), binomialQuantile(1, 5, 0.5), binomialQuantile(0.5, 5, 1)]).toEqual([0, 5, 5]);
    // Where nothing can happen, and where what could would be rarer than the smallest double.
    expect([binomialQuantile(0, 5, 0), binomialQuantile(1, 5, 1), binomialQuantile(1, 5000, 1e-3)]).toEqual([
      0, 5, 5000,
    ]);
    expect([kolmogorovCdf(0), kolmogorovSurvival(0), smirnovSurvival(5, 0), smirnovSurvival(5, 1)]).toEqual([
      0, 1, 1, 0,
    ]);
    expect([kolmogorovFiniteSurvival(5, 0.1), kolmogorovFiniteSurvival(5, 1)]).toEqual([1, 0]);
  });

  test('many degrees of freedom are the normal distribution, one is the Cauchy distribution', () => {
    expectClose(studentTSurvival(5, 1e18), normalSurvival(5), '', 1e-12);
    expectClose(studentTSurvival(5, 1e12), normalSurvival(5), '', 1e-9);
    expectClose(studentTQuantile(0.999, 1e18), normalQuantile(0.999), '', 1e-12);
    expectClose(studentTSurvival(1e200, 1), 1 / Math.PI / 1e200, '', 1e-12);
    expectClose(studentTQuantile(0.75, 1), 1, '', 1e-12);
  });

  test('binomial quantiles keep their digits where either share is tiny', () => {
    // By SciPy 1.17.1.
    expect([binomialQuantile(1e-20, 1000, 0.5), binomialQuantile(1e-12, 200, 0.3)]).toEqual([355, 19]);
  });

  test('impossible arguments are refused', () => {
    expect(() => normalDensity(Number.NaN)).toThrow(/^z is NaN/);
    expect(() => normalSurvival(Number.NaN)).toThrow(/^z is NaN/);
    expect(() => normalQuantile(-1)).toThrow(/^p is -1/);
    expect(() => studentTSurvival(Number.NaN, 3)).toThrow(/^t is NaN/);
    expect(() => studentTCdf(1, 0)).toThrow(/degrees of freedom are 0/);
    expect(() => studentTCdf(1, -2)).toThrow(expect.objectContaining({ data: { df: -2 } }));
    expect(() => studentTQuantile(2, 3)).toThrow(/p is 2/);
    expect(() => studentTCdf(1, 1.9e-300)).toThrow(/degrees of freedom are 1\.9e-300/);
    expect(studentTCdf(1, 2e-300)).toBe(0.5);
    expect(() => binomialCdf(1, 2.5, 0.5)).toThrow(/trials is 2\.5/);
    expect(() => binomialCdf(1, 2, 1.5)).toThrow(/success is 1\.5/);
    expect(() => binomialQuantile(-0.5, 2, 0.5)).toThrow(/probability is -0\.5/);
    for (const law of [kolmogorovCdf, kolmogorovSurvival]) expect(() => law(Number.NaN)).toThrow(/^x is NaN/);
    for (const survival of [smirnovSurvival, kolmogorovFiniteSurvival]) {
      expect(() => survival(5, Number.NaN)).toThrow(/^d is NaN/);
      expect(() => survival(0, 0.5)).toThrow(/^n is 0/);
    }
    for (const of of [binomialCdf, binomialSurvival]) {
      expect(() => of(Number.NaN, 3, 0.5)).toThrow(/^k is NaN/);
      expect(() => of(1, -1, 0.5)).toThrow(/trials is -1/);
      expect(() => of(1, 1, -0.5)).toThrow(/success is -0\.5/);
    }
  });
});
