/** Ends of a range, both of which belong to it. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** What is counted, in the plural. */
  readonly unit?: string;
}

/**
 * What a stored run can hold. A number outside of these was not measured: it was made up, or comes from a clock that is
 * wrong by decades; and what is worked out of it is infinite, or is waited for forever. Held against every run that is
 * stored, imported, or read from any store.
 */
export const RUN_BOUNDS = {
  /** Milliseconds since 1970, to the end of 2099. */
  recordedAt: { least: 0, most: 4_102_444_799_999 },
  /** Of a call or a pass: from a thousandth of a thousandth of a clock cycle to thirty years. */
  time: { least: 1e-15, most: 1e9, unit: 'seconds' },
  /** Of a call or a pass; the system may have counted none. */
  processorTime: { least: 0, most: 1e9, unit: 'seconds' },
  /** A single sample, which may lie below the location and above. */
  sample: { least: 1e-18, most: 1e10, unit: 'seconds' },
  /** Of a metric other than time: bytes, a count, a rate. */
  value: { least: 0, most: 1e18 },
  decayFactor: { least: 0, most: 1 },
  processes: { least: 1, most: 1000, unit: 'processes' },
  callsPerSample: { least: 1, most: 2 ** 30, unit: 'calls' },
  position: { least: 0, most: 1_000_000 },
  /** Relative, of a sketch of samples. */
  accuracy: { least: 1e-6, most: 0.999 },
  buckets: { least: 0, most: 4000, unit: 'buckets' },
  /** In a bucket, or of zero length. */
  samples: { least: 0, most: 2 ** 31, unit: 'samples' },
  /** Of a test's name, in characters. */
  name: { least: 0, most: 10_000, unit: 'characters' },
  /** Of any other text. */
  text: { least: 0, most: 1000, unit: 'characters' },
  /** How long a machine takes, as a multiple of another one's time. */
  machineSpeed: { least: 1e-6, most: 1e6 },
  lockfiles: { least: 0, most: 20, unit: 'lockfiles' },
} as const satisfies Readonly<Record<string, Bounds>>;

/**
 * What the options of tests and commands can be. Beyond these nothing sensible is asked for: a slip of the finger, or a
 * number from elsewhere, would otherwise be waited for, or take all memory.
 */
export const OPTION_BOUNDS = {
  /** Samples per process. */
  iterations: { least: 1, most: 1_000_000 },
  warmupIterations: { least: 0, most: 1_000_000 },
  /** Of a test, or pairs of them. */
  processes: RUN_BOUNDS.processes,
  /** Of a process, a test, or a run. */
  duration: { least: 0, most: 86_400, unit: 'seconds' },
  thresholdFactor: { least: 1, most: 1000 },
  tolerance: { least: 0, most: 1_000_000, unit: 'percent' },
  /** Ages, and how much of what is old is kept. */
  days: { least: 0, most: 100_000, unit: 'days' },
  runs: { least: 1, most: 100_000, unit: 'runs' },
  /** Of a suite that several machines share. */
  shards: { least: 1, most: 1000 },
  /** Of a path, a pattern or a command, in characters. */
  line: { least: 0, most: 10_000, unit: 'characters' },
} as const satisfies Readonly<Record<string, Bounds>>;

/** What names a commit: its hash, or the beginning of one, as git shortens it. */
export const COMMIT_HASH = /^[0-9a-f]{7,64}$/i;
