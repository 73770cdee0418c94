import type { Reader } from './reader.ts';

/** Every format that can be read, by the name that `--format` takes; each is loaded when it is needed. */
export const FORMATS = {
  asv: async () => (await import('./formats/asv.ts')).asv,
  hyperfine: async () => (await import('./formats/hyperfine.ts')).hyperfine,
  julia: async () => (await import('./formats/julia.ts')).julia,
  pyperf: async () => (await import('./formats/pyperf.ts')).pyperf,
  'pytest-benchmark': async () => (await import('./formats/pytest-benchmark.ts')).pytestBenchmark,
} as const satisfies Readonly<Record<string, () => Promise<Reader>>>;
