import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../../src/report/documents/junit.ts';
import { anyEntries, calm } from './entries.ts';
import { type Element, parseJunit } from './xml.ts';

describe('junit', () => {
  const cases = (root: Element) => root.children.flatMap(({ children }) => children);

  it('is XML, whatever the texts, and counts what it holds', () => {
    fc.assert(
      fc.property(anyEntries, (any) => {
        const root = parseJunit(renderJunit(any));
        expect(root.attributes.tests).toBe(String(any.length));
        const having = (name: string) =>
          cases(root).filter(({ children }) => children.some((each) => each.name === name));
        expect(root.attributes.failures).toBe(String(having('failure').length));
        expect(root.attributes.errors).toBe(String(having('error').length));
        const skipped = root.children.reduce((sum, { attributes }) => sum + Number(attributes.skipped), 0);
        expect(skipped).toBe(having('skipped').length);
        for (const suite of root.children) expect(suite.attributes.tests).toBe(String(suite.children.length));
      }),
    );
  });

  it('names tests and says why', () => {
    const [failed] = cases(
      parseJunit(renderJunit([{ ...calm[0]!, name: 'a "<b>" & c', outcome: 'regression', message: 'x < y' }])),
    );
    expect(failed!.attributes).toMatchObject({
      name: 'a "<b>" & c',
      classname: 'bench/parse.perf.ts',
      time: '0.000012340000',
    });
    expect(failed!.children[0]).toMatchObject({ name: 'failure', attributes: { message: 'x < y' }, text: 'x < y' });
  });

  it('says what was decided by pairs, and against what', () => {
    const paired = { ...calm[0]!, decidedBy: 'pairs', base: 'main (1a2b3c4)' } as const;
    const all = cases(parseJunit(renderJunit([paired, { ...paired, outcome: 'regression' }, calm[0]!])));
    const said = all.map(({ children }) => children.map(({ name, text }) => [name, text.includes('main (1a2b3c4)')]));
    expect(said).toEqual([
      [['system-out', true]],
      [
        ['failure', false],
        ['system-out', true],
      ],
      [['system-out', false]],
    ]);
  });
});
