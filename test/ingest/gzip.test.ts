import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { fileSource } from '../../src/ingest/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-gzip-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Uint8Array): string {
  const path = join(folder, 'results.json.gz');
  writeFileSync(path, bytes);
  return path;
}

describe('a file of gzip', () => {
  it('is unpacked', () => {
    const source = fileSource(fileOf(gzipSync('{"weave":[1,2]}')), 'results.json.gz');
    expect(source.beginning).toBe('{"weave":[1,2]}');
    expect(source.json()).toEqual({ weave: [1, 2] });
  });

  it('is an error where it is cut off', () => {
    const path = fileOf(gzipSync('{"weave":[1,2]}').subarray(0, 20));
    expect(() => fileSource(path, 'results.json.gz')).toThrow(/^results\.json\.gz: it cannot be unpacked/);
  });
});
