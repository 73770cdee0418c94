import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parseWithin } from '../../bounded-json.ts';
import type { Part } from '../../model/part.ts';

/** Rises when a reader of parts would have to change. */
const FORM = 1;
const MARK = 'evenkeel part';
// The mark, the form, and a checksum of what follows.
const HEAD = /^evenkeel part (\d{1,6}) ([0-9a-f]{64})\n/;
const LONGEST_HEAD = 128;
/** The most that is made of a file, in bytes: what is packed well may be a thousand times as long. */
const MOST = 256e6;

/** A part of a suite as a file: a line that says what it is, with a checksum, and JSON, packed. */
export function partFile(part: Part): Uint8Array {
  const packed = deflateRawSync(JSON.stringify(part));
  return Buffer.concat([Buffer.from(`${MARK} ${FORM} ${checksumOf(packed)}\n`), packed]);
}

/** Whether a file is a part of a suite, by how it begins; one that is damaged further on is one as well. */
export function isPartFile(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, MARK.length)).toString('latin1') === MARK;
}

/**
 * Reads a part of a suite that anybody may have written.
 * @throws {Error} that says why it is none, as the end of a sentence.
 */
export async function readPartFile(file: Uint8Array): Promise<Part> {
  const start = Buffer.from(file.subarray(0, LONGEST_HEAD)).toString('latin1');
  const [head, form, checksum] = HEAD.exec(start) ?? [];
  if (head === undefined) throw new Error('is no part of a suite: --blob of "evenkeel run --shard" writes some');
  if (Number(form) !== FORM)
    throw new Error(
      `is written in form ${form}, and this version of evenkeel reads form ${FORM}: use one version for all parts`,
    );
  const packed = file.subarray(head.length);
  if (checksumOf(packed) !== checksum) throw new Error('is damaged or not whole: it does not match its checksum');
  const value = parsed(unpacked(packed));
  const [{ partSchema }, { safeParse, getDotPath }] = await Promise.all([
    import('../schemas/part.ts'),
    import('valibot'),
  ]);
  const { success, output, issues } = safeParse(partSchema, value, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  throw new Error(`is not what evenkeel writes: ${getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
}

function unpacked(packed: Uint8Array): string {
  try {
    return inflateRawSync(packed, { maxOutputLength: MOST }).toString('utf8');
  } catch (cause) {
    const isTooLong = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(
      isTooLong ? `holds more than ${MOST / 1e6} MB, which is the most that is read` : 'cannot be unpacked',
      { cause },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return parseWithin(text);
  } catch (cause) {
    throw new Error(`cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
