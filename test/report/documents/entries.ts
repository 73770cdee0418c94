import fc from 'fast-check';
import { type Entry, entriesOfResults, entriesOfRun } from '../../../src/report/documents/entry.ts';
import { report, testResult } from '../fixtures.ts';

/** A run with every outcome. */
export const entries = entriesOfRun(report);

/** A run in which nothing changed. */
export const calm = entriesOfResults([testResult({ testName: 'parse' }), testResult({ testName: 'print' })]);

/** Entries of which every text is arbitrary. */
export const anyEntries = fc
  .array(
    fc.record({
      name: fc.string({ unit: 'binary' }),
      group: fc.string({ unit: 'binary' }),
      file: fc.option(fc.string({ unit: 'binary' })),
      message: fc.string({ unit: 'binary' }),
      warnings: fc.array(fc.string({ unit: 'binary' }), { maxLength: 2 }),
      decidedBy: fc.constantFrom('history', 'pairs', null),
      base: fc.option(fc.string({ unit: 'binary' })),
      outcome: fc.constantFrom(...entries.map(({ outcome }) => outcome)),
    }),
    { maxLength: 6 },
  )
  .map((texts) => texts.map((text): Entry => ({ ...calm[0]!, ...text })));
