import type { Reader } from './reader.ts';

/** Every format that can be read, by the name that `--format` takes; each is loaded when it is needed. */
export const FORMATS = {
  asv: async () => (await import('./formats/asv.ts')).asv,
  autocannon: async () => (await import('./formats/autocannon.ts')).autocannon,
  bencher: async () => (await import('./formats/bencher.ts')).bencher,
  benchmarkdotnet: async () => (await import('./formats/benchmarkdotnet.ts')).benchmarkDotNet,
  benchmarkjs: async () => (await import('./formats/benchmarkjs.ts')).benchmarkjs,
  'cargo-criterion': async () => (await import('./formats/cargo-criterion.ts')).cargoCriterion,
  catch2: async () => (await import('./formats/catch2.ts')).catch2,
  'catch2-xml': async () => (await import('./formats/catch2-xml.ts')).catch2Xml,
  criterion: async () => (await import('./formats/criterion.ts')).criterion,
  'criterion-console': async () => (await import('./formats/criterion-console.ts')).criterionConsole,
  'github-action-benchmark': async () => (await import('./formats/github-action-benchmark.ts')).githubActionBenchmark,
  'github-action-benchmark-bigger': async () =>
    (await import('./formats/github-action-benchmark.ts')).githubActionBenchmarkBigger,
  'github-action-benchmark-smaller': async () =>
    (await import('./formats/github-action-benchmark.ts')).githubActionBenchmarkSmaller,
  go: async () => (await import('./formats/go.ts')).go,
  'google-benchmark': async () => (await import('./formats/google-benchmark.ts')).googleBenchmark,
  'google-benchmark-console': async () =>
    (await import('./formats/google-benchmark-console.ts')).googleBenchmarkConsole,
  'google-benchmark-csv': async () => (await import('./formats/google-benchmark-csv.ts')).googleBenchmarkCsv,
  hyperfine: async () => (await import('./formats/hyperfine.ts')).hyperfine,
  iai: async () => (await import('./formats/iai.ts')).iai,
  jmh: async () => (await import('./formats/jmh.ts')).jmh,
  'jmh-console': async () => (await import('./formats/jmh-console.ts')).jmhConsole,
  'jmh-csv': async () => (await import('./formats/jmh-csv.ts')).jmhCsv,
  julia: async () => (await import('./formats/julia.ts')).julia,
  k6: async () => (await import('./formats/k6.ts')).k6,
  libtest: async () => (await import('./formats/libtest.ts')).libtest,
  mitata: async () => (await import('./formats/mitata.ts')).mitata,
  otava: async () => (await import('./formats/otava.ts')).otava,
  pyperf: async () => (await import('./formats/pyperf.ts')).pyperf,
  'pytest-benchmark': async () => (await import('./formats/pytest-benchmark.ts')).pytestBenchmark,
  tinybench: async () => (await import('./formats/tinybench.ts')).tinybench,
  vitest: async () => (await import('./formats/vitest.ts')).vitest,
} as const satisfies Readonly<Record<string, () => Promise<Reader>>>;
