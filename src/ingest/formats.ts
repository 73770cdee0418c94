import type { Reader } from './reader.ts';

/** Every format that can be read, by the name that `--format` takes; each is loaded when it is needed. */
export const FORMATS = {
  'cargo-criterion': async () => (await import('./formats/cargo-criterion.ts')).cargoCriterion,
  criterion: async () => (await import('./formats/criterion.ts')).criterion,
  'criterion-console': async () => (await import('./formats/criterion-console.ts')).criterionConsole,
  go: async () => (await import('./formats/go.ts')).go,
  'google-benchmark': async () => (await import('./formats/google-benchmark.ts')).googleBenchmark,
  hyperfine: async () => (await import('./formats/hyperfine.ts')).hyperfine,
  libtest: async () => (await import('./formats/libtest.ts')).libtest,
} as const satisfies Readonly<Record<string, () => Promise<Reader>>>;
