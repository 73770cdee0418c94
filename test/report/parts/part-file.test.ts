import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { isPartFile, partFile, readPartFile } from '../../../src/report/parts/part-file.ts';
import { compareReport } from '../compare-fixtures.ts';
import { records, report } from '../fixtures.ts';

const suite = [
  { kind: 'test', testName: 'parse', file: 'a.perf.ts', baselineKey: 'parse', part: 1 },
  { kind: 'failed', testName: null, file: 'b.perf.ts', baselineKey: null, part: 2 },
] as const;
const facts = { part: 1, of: 2, evenkeelVersion: '1.2.3', project: 'a/b', commit: 'abc', isDirty: null, suite };
const ofRun: Part = {
  ...facts,
  settings: { confirm: 'pairs', confidence_level: 0.99, enable_caching: true },
  command: 'run',
  report,
  recording: 'record',
  records,
  gate: null,
};
const ofCompare: Part = { ...facts, settings: {}, command: 'compare', report: compareReport };

/** A file as it would be of any text. */
function fileOf(text: string, form = 1): Uint8Array {
  const packed = deflateRawSync(text);
  const checksum = createHash('sha256').update(packed).digest('hex');
  return Buffer.concat([Buffer.from(`evenkeel part ${form} ${checksum}\n`), packed]);
}

describe('the file of a part', () => {
  it.each([
    ['run', ofRun],
    ['compare', ofCompare],
  ])('of %s has all of it', async (_name, part) => {
    const file = partFile(part);
    expect(isPartFile(file)).toBe(true);
    expect(await readPartFile(file)).toEqual(JSON.parse(JSON.stringify(part)));
  });

  it('is refused wherever it was changed, and however much of it is missing', async () => {
    const file = partFile(ofRun);
    for (let at = 0; at < file.length; at += Math.ceil(file.length / 150)) {
      const changed = Uint8Array.from(file);
      changed[at]! ^= 0x10;
      await expect(readPartFile(changed), `at ${at}`).rejects.toThrow(/^(is |cannot )/);
      await expect(readPartFile(file.subarray(0, at)), `to ${at}`).rejects.toThrow(/^(is |cannot )/);
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /^is no part of a suite: --blob of "evenkeel run --shard" writes some$/],
    ['something else', Buffer.from('{"schemaVersion": 1}'), /^is no part of a suite/],
    ['of another form', fileOf('{}', 2), /^is written in form 2, and this version of evenkeel reads form 1/],
    ['no JSON', fileOf('{'), /^cannot be read: /],
    ['nested too deeply', fileOf('['.repeat(5000)), /^cannot be read: it is nested more than 100 levels deep$/],
    ['packed a thousand times', fileOf('0'.repeat(300e6)), /^holds more than 256 MB, which is the most that is read$/],
    ['a list', fileOf('[]'), /^is not what evenkeel writes: command: /],
    ['of another command', fileOf('{"command": "time"}'), /^is not what evenkeel writes: command: /],
    [
      'a part too many',
      fileOf(JSON.stringify({ ...ofCompare, part: 3 })),
      /^is not what .*: there are not so many parts$/,
    ],
    ['parts without end', fileOf(JSON.stringify({ ...ofCompare, of: 1e9 })), /^is not what evenkeel writes: of: /],
    [
      'without its list',
      fileOf(JSON.stringify({ ...ofCompare, suite: null })),
      /^is not what evenkeel writes: suite: /,
    ],
    [
      'with an odd verdict',
      fileOf(JSON.stringify(ofRun).replace('"verdict":"regression"', '"verdict":"fine"')),
      /^is not what evenkeel writes: report\.results\.\d+\.validation\.verdict: /,
    ],
    [
      'with a run without processes',
      fileOf(JSON.stringify({ ...ofRun, records: [{ ...records[0], processes: null }] })),
      /^is not what evenkeel writes: records\.0\.processes: /,
    ],
  ])('is refused where it is %s', async (_name, file, message) => {
    await expect(readPartFile(file)).rejects.toThrow(message);
  });

  it('is told from other files by its beginning', () => {
    expect(isPartFile(Buffer.from('evenkeel par'))).toBe(false);
    expect(isPartFile(Buffer.from('evenkeel part and more'))).toBe(true);
  });
});
