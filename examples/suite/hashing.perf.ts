import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { perf } from 'evenkeel';
import { documentPath } from './documents.ts';

// The switch that examples/README.md documents: with it, one call does exactly 25 % more of the same work.
const rounds = process.env.EXAMPLE_SLOWDOWN === '1' ? 5 : 4;

function hashRepeatedly(bytes: Uint8Array): string[] {
  return Array.from({ length: rounds }, () => createHash('sha256').update(bytes).digest('hex'));
}

perf('hashing > SHA-256 of 200 kB', hashRepeatedly, {
  setup: () => readFile(documentPath('typescript', 'lib/lib.es5.d.ts')),
});
