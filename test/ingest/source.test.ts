import { describe, expect, it } from 'vitest';
import { IngestError } from '../../src/ingest/ingest-error.ts';
import { textSource } from '../../src/ingest/source.ts';

const TEXT = 'BenchmarkÄ-8\t1\t5 ns/op\r\nsecond − line\n\nlast';
const LINES = ['BenchmarkÄ-8\t1\t5 ns/op', 'second − line', '', 'last'];
const utf16 = Buffer.from(TEXT, 'utf16le');
const swapped = Buffer.from(utf16).swap16();

function linesOf(content: string | Uint8Array): readonly string[] {
  return [...textSource('file', content).lines()].map(({ text }) => text);
}

describe('a source', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, little-endian, with a byte order mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16, big-endian, with a byte order mark', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ['UTF-16, little-endian, without', utf16],
    ['UTF-16, big-endian, without', swapped],
    ['UTF-8 behind NUL bytes', Buffer.concat([Buffer.alloc(5), Buffer.from(TEXT)])],
  ])('is read in %s', (_, content) => {
    expect(linesOf(content)).toEqual(LINES);
  });

  it('takes bytes that are no UTF-8 for what a decoder of the web takes them for, wherever chunks end', () => {
    const strange = [0x41, 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff, 0xc0, 0xed, 0xa0];
    for (let shift = 0; shift < strange.length; shift++) {
      const around = Buffer.from([...strange.slice(shift), ...strange.slice(0, shift), ...strange]);
      for (let before = 65_536 - around.length; before <= 65_536; before += 3) {
        const bytes = Buffer.concat([Buffer.alloc(before, 'x'), around]);
        expect(linesOf(bytes).join('')).toBe(new TextDecoder().decode(bytes));
      }
    }
  });

  it('numbers its lines from 1', () => {
    expect([...textSource('file', 'a\nb\n').lines()]).toEqual([
      { text: 'a', number: 1 },
      { text: 'b', number: 2 },
    ]);
  });

  it('says of a last line without end that it is open', () => {
    expect([...textSource('file', 'a\r\nb').lines()]).toEqual([
      { text: 'a', number: 1 },
      { text: 'b', number: 2, isOpen: true },
    ]);
  });

  it('has characters and lines whole that lie across chunks', () => {
    const line = 'ä'.repeat(300_001);
    expect(linesOf(`${line}\n${line}`)).toEqual([line, line]);
  });

  it('shows no more than its beginning to whoever asks what it is', () => {
    const source = textSource('file', 'x'.repeat(200_000));
    expect(source.beginning).toHaveLength(65_536);
    expect(source.text()).toHaveLength(200_000);
  });

  it('gives a line without end in pieces', () => {
    const pieces = linesOf('x'.repeat(3_000_000));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toHaveLength(3_000_000);
  });

  it('reads JSON once', () => {
    const source = textSource('file', '{"a":[1]}');
    expect(source.json()).toEqual({ a: [1] });
    expect(source.json()).toBe(source.json());
  });

  it('takes figures that JSON has not for none', () => {
    expect(textSource('file', '{"NaN": [NaN, -Infinity, "NaN, \\" inf", inf, 1]}').json()).toEqual({
      NaN: [null, null, 'NaN, " inf', null, 1],
    });
  });

  it.each([
    ['that is cut off in a list', '{\n"a": [1,\n 2', /^file:3: its JSON is cut off here/],
    ['that is cut off in a text', '{\n"a": "b', /^file:2: its JSON is cut off here/],
    ['with a word that is none', '{\n"a": Nan\n}', /^file:2: it is no JSON from here on/],
    ['that something else follows', '{"a": 1}\nok', /^file:2: it is no JSON from here on/],
    ['that is nested too deeply', '['.repeat(200), /^file: it is nested more than 100 levels deep; split it/],
  ])('says where JSON is wrong %s', (_, content, message) => {
    expect(() => textSource('file', content).json()).toThrow(IngestError);
    expect(() => textSource('file', content).json()).toThrow(message);
  });
});
