import type { Reader } from './reader.ts';

/** Every format that can be read, by the name that `--format` takes; each is loaded when it is needed. */
export const FORMATS = {
  asv: async () => (await import('./formats/asv.ts')).asv,
  benchmarkjs: async () => (await import('./formats/benchmarkjs.ts')).benchmarkjs,
  hyperfine: async () => (await import('./formats/hyperfine.ts')).hyperfine,
  julia: async () => (await import('./formats/julia.ts')).julia,
  mitata: async () => (await import('./formats/mitata.ts')).mitata,
  pyperf: async () => (await import('./formats/pyperf.ts')).pyperf,
  'pytest-benchmark': async () => (await import('./formats/pytest-benchmark.ts')).pytestBenchmark,
  tinybench: async () => (await import('./formats/tinybench.ts')).tinybench,
  vitest: async () => (await import('./formats/vitest.ts')).vitest,
} as const satisfies Readonly<Record<string, () => Promise<Reader>>>;
