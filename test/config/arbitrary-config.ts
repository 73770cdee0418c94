import fc from 'fast-check';
import type { PerformanceConfigFields } from '../../src/config/fields.ts';
import { FUNCTION_METRIC_NAMES } from '../../src/model/function-metrics.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);

/** Every configuration that is sound. */
export const soundFields: fc.Arbitrary<PerformanceConfigFields> = fc.record({
  cacheDirectory: fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => text.trim() !== '' && !text.includes('\0')),
  storeRequired: fc.boolean(),
  store: fc.constantFrom('', 'postgres://ci@db.example.com:5433/perf?sslrootcert=/etc/ca.pem'),
  project: fc.constantFrom('', 'owner/name', 'größer als "null"'),
  baselineRetentionDays: fc.double({ min: 1e-9, max: 100_000, noNaN: true }),
  baselineRetentionRuns: fc.integer({ min: 1, max: 100_000 }),
  confidenceLevel: fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
  defaultIterations: fc.integer({ min: 1, max: 1_000_000 }),
  warmupIterations: fc.integer({ min: 0, max: 1_000_000 }),
  ciTimeoutMultiplier: fc.double({ min: 1, max: 1000, noNaN: true }),
  statisticalMethod: fc.constantFrom('robust', 'parametric', 'bootstrap'),
  metrics: fc.subarray([...FUNCTION_METRIC_NAMES], { minLength: 1 }),
  outlierDetectionMethod: fc.constantFrom('modified_z_score', 'iqr', 'isolation_forest'),
  regressionTestMethod: fc.constantFrom('mann_whitney', 't_test', 'ks_test'),
  adaptationRate: share,
  enableCaching: fc.boolean(),
  mainBranch: fc.constantFrom('', 'main', 'release/1.x', 'größer als "null"'),
  recording: fc.constantFrom('automatic', 'always', 'never'),
  confirm: fc.constantFrom('pairs', 'history'),
  against: fc.constantFrom('', 'origin/main', 'HEAD~1'),
  prepareTimeout: fc.double({ min: 1, max: 86_400, noNaN: true }),
  confirmBudget: fc.double({ min: 0, max: 86_400, noNaN: true }),
  prepare: fc.constantFrom('', 'npm ci && npm run build', `echo "it's" '$HOME' \\ # ü`),
  logLevel: fc.constantFrom('DEBUG', 'INFO', 'WARNING', 'ERROR'),
  performanceOverheadLimit: share,
});
