import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { CompareOptions } from '../framework/compare/options.ts';
import { comparePart, runPart } from '../framework/shards/run-part.ts';
import type { AskedBesides } from '../framework/shards/settings.ts';
import { nameOfDivision } from '../framework/shards/take-part.ts';
import type { SuiteRunOptions } from '../framework/suite/run-suite.ts';
import type { Part, Shard } from '../model/part.ts';
import type { RunReport } from '../model/result.ts';
import type { CompareReport } from '../model/revisions.ts';
import { isPartFile, partFile } from '../report/parts/part-file.ts';
import type { ShardFlags } from './flags.ts';
import { cannotWrite, checkWritable, STANDARD_OUTPUT } from './output-file.ts';
import type { Terminal } from './terminal.ts';

/** One part of a suite, which is measured here and handed over. */
export interface PartTask {
  /** In place of `runSuite`. */
  run(options: SuiteRunOptions): Promise<RunReport>;
  /** In place of `compareRevisions`. */
  compare(options: CompareOptions): Promise<CompareReport>;
  /** Writes what was measured, with the report as it was shown, and says what it is. */
  handOver(report: RunReport | CompareReport, place: HandingOver): Promise<void>;
}

/** Where it is said what was handed over. */
export interface HandingOver {
  readonly json: string | undefined;
  readonly terminal: Terminal;
}

/**
 * What the flags say of a part. A part that is there already is removed: if this one does not finish, nobody must take the old
 * one for it.
 * @param asked what the command line says besides.
 * @throws {UsageError} where one of them is missing, or the file cannot be written.
 */
export function partTask({ shard, blob }: ShardFlags, asked: AskedBesides): PartTask {
  if (shard === undefined)
    throw new UsageError('--blob is the file of a part: name the part as well, with --shard 1/4.');
  if (blob === undefined)
    throw new UsageError(
      `--shard ${inWords(shard)} needs a file for what is measured: --blob part-${shard.part}.blob.`,
    );
  if (blob === STANDARD_OUTPUT) throw new UsageError('--blob takes a file, and not the standard output.');
  checkWritable(blob, '--blob');
  removeOld(blob);
  let own: Part | null = null;
  return {
    async run(options) {
      const { report, part } = await runPart(options, { shard, asked });
      own = part;
      return report;
    },
    async compare(options) {
      const { report, part } = await comparePart(options, { shard, asked });
      own = part;
      return report;
    },
    handOver: (report, place) => handOver({ shard, blob }, own && ({ ...own, report } as Part), place),
  };
}

function removeOld(blob: string): void {
  const old = statSync(blob, { throwIfNoEntry: false });
  if (old === undefined || (old.isFile() && old.size === 0)) return;
  if (!old.isFile() || !isPartFile(beginningOf(blob)))
    throw new UsageError(`--blob ${JSON.stringify(blob)} is there already and is no part of a run: name another file.`);
  rmSync(blob);
}

function beginningOf(file: string): Uint8Array {
  const start = Buffer.alloc(64);
  const descriptor = openSync(file, 'r');
  try {
    return start.subarray(0, readSync(descriptor, start));
  } finally {
    closeSync(descriptor);
  }
}

/** @param part null where it was interrupted. */
async function handOver(
  { shard, blob }: Required<ShardFlags>,
  part: Part | null,
  { json, terminal }: HandingOver,
): Promise<void> {
  const say = (text: string) => (json === STANDARD_OUTPUT ? terminal.err(text) : terminal.out(text));
  if (part === null) {
    say(`\nPart ${inWords(shard)} was interrupted: nothing was written to ${blob}, and evenkeel merge will miss it.\n`);
    return;
  }
  await writeWhole(blob, [partFile(part)]).catch((cause: unknown) => {
    throw cannotWrite(blob, '--blob', cause);
  });
  const { suite } = part;
  const own = suite.filter((each) => each.part === shard.part).length;
  say(
    `\nThis is part ${inWords(shard)} of the suite (${own} of ${suite.length} tests, division ${nameOfDivision(suite)}). ` +
      `It says nothing of the others, and nothing is stored: evenkeel merge decides, with ${blob} and the other parts.\n`,
  );
}

function inWords({ part, of }: Shard): string {
  return `${part}/${of}`;
}
