import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralizeName, neutralizeText } from '../../../src/report/text/neutralize.ts';

describe('neutralizeName', () => {
  it.each([
    ['plain > name', 'plain > name'],
    ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['two\nlines\r\n', 'two␊lines␍␊'],
    ['tab\tbell\u0007delete\u007f', 'tab␉bell␇delete␡'],
    ['csi \u009b31m', 'csi \\u009b31m'],
    ['turned \u202egnp.exe', 'turned \\u202egnp.exe'],
    ['half \ud83d', 'half \ufffd'],
    ['👩‍👩‍👧 日本', '👩‍👩‍👧 日本'],
  ])('makes %j visible as %j', (name, expected) => {
    expect(neutralizeName(name)).toBe(expected);
  });

  it('leaves nothing that steers a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(neutralizeName(name)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('neutralizeText', () => {
  it.each([
    ['two\nlines', 'two\nlines'],
    ['windows\r\nlines', 'windows\nlines'],
    ['over\rwritten', 'over\nwritten'],
    ['\u001b[31mred\u001b[39m', 'red'],
    ['link \u001b]8;;https://example.com\u0007here\u001b]8;;\u0007', 'link here'],
    ['a\ttab', 'a  tab'],
    ['null \u0000', 'null ␀'],
  ])('reads %j as %j', (text, expected) => {
    expect(neutralizeText(text)).toBe(expected);
  });
});
