import type { Reader } from './reader.ts';

/** Every format that can be read, by the name that `--format` takes; each is loaded when it is needed. */
export const FORMATS = {
  benchmarkdotnet: async () => (await import('./formats/benchmarkdotnet.ts')).benchmarkDotNet,
  'cargo-criterion': async () => (await import('./formats/cargo-criterion.ts')).cargoCriterion,
  catch2: async () => (await import('./formats/catch2.ts')).catch2,
  criterion: async () => (await import('./formats/criterion.ts')).criterion,
  'criterion-console': async () => (await import('./formats/criterion-console.ts')).criterionConsole,
  go: async () => (await import('./formats/go.ts')).go,
  'google-benchmark': async () => (await import('./formats/google-benchmark.ts')).googleBenchmark,
  hyperfine: async () => (await import('./formats/hyperfine.ts')).hyperfine,
  iai: async () => (await import('./formats/iai.ts')).iai,
  jmh: async () => (await import('./formats/jmh.ts')).jmh,
  'jmh-console': async () => (await import('./formats/jmh-console.ts')).jmhConsole,
  libtest: async () => (await import('./formats/libtest.ts')).libtest,
} as const satisfies Readonly<Record<string, () => Promise<Reader>>>;
