import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSystemFile, thisHost } from '../../src/environment/host.ts';

describe('readSystemFile', () => {
  it('reads a whole file, or no more than its beginning', () => {
    const directory = mkdtempSync(join(tmpdir(), 'evenkeel-host-'));
    const path = join(directory, 'file');
    writeFileSync(path, 'processor\t: 0\n');
    expect(readSystemFile(path)).toBe('processor\t: 0\n');
    expect(readSystemFile(path, 9)).toBe('processor');
    expect(readSystemFile(path, 99)).toBe('processor\t: 0\n');
    rmSync(directory, { recursive: true });
  });

  it.each(['/no/such/file', tmpdir()])('answers null for %s', (path) => {
    expect(readSystemFile(path)).toBeNull();
    expect(readSystemFile(path, 10)).toBeNull();
  });
});

describe('thisHost', () => {
  it('counts the processor time of this process', () => {
    const host = thisHost();
    const before = host.ownProcessorTime();
    for (let i = 0; i < 200; i++) randomBytes(100_000);
    expect(host.ownProcessorTime()).toBeGreaterThan(before);
    expect(host.loadAverage()).toBeGreaterThanOrEqual(0);
  });
});
