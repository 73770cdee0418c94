import { describe, expect, it } from 'vitest';
import { observeChangedInput } from '../../src/measure/changed-input.ts';
import { prepareSubject, type Subject } from '../../src/measure/subject.ts';

const shuffled = () => Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 20_011);
const sort = (rows: unknown) => (rows as number[]).sort((a, b) => a - b);

async function observed(fn: Subject['fn'], over: Partial<Subject> = {}) {
  const prepared = await prepareSubject({ fn, context: undefined, input: null, beforeEach: null, ...over });
  await prepared.run(10);
  return observeChangedInput(prepared);
}

const CHANGES = [{ kind: 'changes_input', fresh: expect.any(Number), used: expect.any(Number) }];

// It looks at times, so that it runs alone on the machine, and is tried again where something else came between.
describe('observeChangedInput', { retry: 3 }, () => {
  it('sees that a function sorts the same context again and again', async () => {
    const context = shuffled();
    const [seen] = await observed(sort, { context });
    expect([seen]).toEqual(CHANGES);
    if (seen?.kind !== 'changes_input') throw new Error('Nothing was seen.');
    expect(seen.fresh / seen.used).toBeGreaterThan(2);
  });

  it('sees it deep inside, of an asynchronous function, and of an input that is always the same', async () => {
    const inside = ({ all: [first] }: { all: { rows: number[] }[] }) => void sort(first!.rows);
    expect(await observed(inside as Subject['fn'], { context: { all: [{ rows: shuffled() }] } })).toEqual(CHANGES);
    expect(await observed(async (rows) => void sort(rows), { context: shuffled() })).toEqual(CHANGES);
    const rows = shuffled();
    expect(await observed((given) => void sort(given), { input: () => rows })).toEqual(CHANGES);
  });

  it('sees it of an array outside of the function that each call returns, and leaves it in order', async () => {
    const rows = shuffled();
    expect(await observed(() => sort(rows))).toEqual(CHANGES);
    expect(rows).toEqual(sort(shuffled()));
  });

  it.each<[string, Subject['fn'], Partial<Subject>?]>([
    ['nothing is changed', (rows) => (rows as number[]).reduce((sum, row) => sum + row), { context: shuffled() }],
    ['a copy is sorted', (rows) => sort([...(rows as number[])]), { context: shuffled() }],
    ['each call has its own input', sort, { input: shuffled }],
    ['`beforeEach` mixes it again', (rows) => void sort(rows), { context: shuffled(), beforeEach: () => undefined }],
    ['it does not matter to the time', (bytes) => (bytes as Buffer).fill(1), { context: Buffer.alloc(100_000) }],
    ['a counter is raised', (counter) => (counter as { calls: number }).calls++, { context: { calls: 0 } }],
    ['nobody can copy it', (given) => given, { context: new (class {})() }],
    ['an array that is returned is filled anew', (rows) => (rows as number[]).fill(1), { context: shuffled() }],
  ])('sees nothing where %s', async (_, fn, over) => {
    expect(await observed(fn, over)).toEqual([]);
  });

  it('puts an array back in order that the function does not sort', async () => {
    const rows = shuffled();
    expect(await observed(() => rows)).toEqual([]);
    expect(rows).toEqual(shuffled());
  });

  it('sees nothing where a call fails on a copy', async () => {
    const context = { rows: shuffled() };
    const fn = (given: unknown) => {
      if (given !== context) throw new Error('not the one');
      sort(context.rows);
    };
    expect(await observed(fn, { context })).toEqual([]);
  });
});
