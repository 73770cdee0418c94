import type { Reader } from './reader.ts';

/** Every format that can be read, by the name that `--format` takes; each is loaded when it is needed. */
export const FORMATS = {
  go: async () => (await import('./formats/go.ts')).go,
  hyperfine: async () => (await import('./formats/hyperfine.ts')).hyperfine,
} as const satisfies Readonly<Record<string, () => Promise<Reader>>>;
