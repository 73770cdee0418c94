import { describe, expect, it } from 'vitest';
import { findSharedNotes, ownNotes, renderSharedNotes } from '../../../src/report/terminal/shared-notes.ts';
import { canvasOf } from '../../../src/report/text/canvas.ts';
import type { Note } from '../../../src/report/text/notes.ts';

const canvas = canvasOf({ color: false, width: 100 });
const warm: Note = { kind: 'warning', text: 'Warm up longer.' };
const first: Note = { kind: 'message', text: 'First run.' };

describe('shared notes', () => {
  it('are those that several tests have, in the order of their appearance', () => {
    const tests = [
      { name: 'a', notes: [first, warm] },
      { name: 'b', notes: [warm] },
      { name: 'c', notes: [{ ...warm, text: 'Only here.' }, first] },
    ];
    expect(findSharedNotes(tests)).toEqual([
      { ...first, names: ['a', 'c'] },
      { ...warm, names: ['a', 'b'] },
    ]);
  });

  it('are not those that one test says twice', () => {
    expect(findSharedNotes([{ name: 'a', notes: [warm, warm] }])).toEqual([]);
  });

  it('are taken from the notes of their tests', () => {
    expect(ownNotes([first, warm], [{ ...warm, names: ['a', 'b'] }])).toEqual([first]);
  });

  it('are said once, with count and names', () => {
    expect(renderSharedNotes([{ ...warm, names: ['a', 'b'] }], 3, canvas)).toEqual([
      '! Warm up longer.',
      '    2 tests: a, b',
    ]);
  });

  it('need no names where they concern all tests', () => {
    expect(renderSharedNotes([{ ...first, names: ['a', 'b'] }], 2, canvas)).toEqual(['First run.', '    all 2 tests']);
  });

  it('list a dozen names and count the others', () => {
    const names = Array.from({ length: 15 }, (_, index) => `t${index}`);
    expect(renderSharedNotes([{ ...warm, names }], 20, canvas)[1]).toMatch(/^ {4}15 tests: t0, .*, t11 and 3 more$/);
  });
});
