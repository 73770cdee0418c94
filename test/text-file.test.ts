import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText, readText } from '../src/text-file.ts';

const JSON_TEXT = '{ "name": "größer" }\n';

const wide = (text: string, bits: 16 | 32, isLittle: boolean) => {
  if (bits === 16) return isLittle ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();
  const bytes = Buffer.alloc(4 * text.length);
  for (const [index, character] of [...text].entries()) {
    bytes[isLittle ? 'writeUInt32LE' : 'writeUInt32BE'](character.codePointAt(0)!, 4 * index);
  }
  return bytes;
};

describe('decodeText', () => {
  it.each([
    ['UTF-8', Buffer.from(JSON_TEXT), JSON_TEXT],
    ['a byte order mark of UTF-8', Buffer.from(`\uFEFF${JSON_TEXT}`), JSON_TEXT],
    ['nothing', Buffer.alloc(0), ''],
    ['one character', Buffer.from('a'), 'a'],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it.each([
    ['UTF-16, little-endian', 16, true],
    ['UTF-16, big-endian', 16, false],
    ['UTF-32, little-endian', 32, true],
    ['UTF-32, big-endian', 32, false],
  ] as const)('names %s, with a byte order mark and without', (name, bits, isLittle) => {
    for (const text of [`\uFEFF${JSON_TEXT}`, JSON_TEXT]) {
      expect(() => decodeText(wide(text, bits, isLittle))).toThrow(`it is in ${name}; save it in UTF-8`);
    }
  });

  it('names the line that is in another encoding', () => {
    const bytes = Buffer.from('{\n"a": "\uFFFD",\n"name": "größer"\n}', 'utf8');
    expect(decodeText(bytes)).toContain('größer');
    const latin = Buffer.concat([Buffer.from('{\n"a": "\uFFFD",\n'), Buffer.from('"name": "größer"\n}', 'latin1')]);
    expect(() => decodeText(latin)).toThrow('line 3 is not UTF-8; save the file in that encoding');
  });
});

describe('readText', () => {
  it('reads a file, and passes on what the file system says', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'evenkeel-text-'));
    const path = join(directory, 'a.json');
    try {
      await writeFile(path, `\uFEFF${JSON_TEXT}`);
      expect(await readText(path, 1000)).toBe(JSON_TEXT);
      await expect(readText(directory, 1e6)).rejects.toThrow('EISDIR');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
