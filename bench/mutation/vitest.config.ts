// The tests that mutants of a room are held against: those of that room alone, quick ones first, because the first test
// that fails ends a mutant.
import { defineConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import { leftOutFiles } from './left-out.ts';

/** Files that tell a mutant soonest, and files whose tests take longest, slowest last; all others are between them. */
const FIRST = ['distributions', 'distribution-accuracy', 'summarize'];
const LAST = ['isolation-forest', 'variance-components', 'shape', 'history-properties', 'extremes', 'properties'];

function place({ moduleId }: TestSpecification): number {
  const isOf = (name: string) => moduleId.endsWith(`/${name}.test.ts`);
  return FIRST.some(isOf) ? -2 : LAST.findIndex(isOf);
}

class QuickestFirst {
  async shard(files: TestSpecification[]) {
    return files;
  }
  async sort(files: TestSpecification[]) {
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: process.cwd(),
  test: {
    include: process.env.MUTATION_TESTS?.split(',') ?? [`test/${process.env.MUTATION_ROOM}/**/*.test.ts`],
    exclude: leftOutFiles(),
    setupFiles: ['bench/mutation/setup.ts'],
    sequence: { sequencer: QuickestFirst },
    // One worker for all files of a mutant; each mutant has a fresh one.
    isolate: false,
    // A slow machine must not kill a mutant.
    testTimeout: 600_000,
  },
});
