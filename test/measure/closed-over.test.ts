import { expect, it } from 'vitest';
import { closedOverBy } from '../../src/measure/closed-over.ts';
import { builtModule } from './processes/built.ts';
import { runScript } from './run-script.ts';

it('finds the variables of the function, of those around it, and of functions that it can call', async () => {
  const rows = [1];
  const hidden = (() => {
    const inside = new Map();
    return () => inside.size;
  })();
  const found = await closedOverBy(() => rows.length + hidden());
  const named = (name: string) => found.find((each) => each.name === name);
  expect(named('rows')).toEqual({ name: 'rows', value: rows, isOwn: true });
  expect(named('inside')).toMatchObject({ isOwn: true });
});

it('tells the file of the function from others, of ES modules as well, and follows a bound function', async () => {
  const text = 'const memo = new Map(); export const fib = (n) => memo.get(n) ?? n;';
  const library = `data:text/javascript,${encodeURIComponent(text)}`;
  const found = await runScript<[string, boolean][]>(`
    import { closedOverBy } from '${builtModule('measure/closed-over.js')}';
    import { fib } from '${library}';
    const rows = [];
    const measured = () => fib(3) + rows.length;
    const found = await closedOverBy(measured.bind(null));
    answer(found.map(({ name, isOwn }) => [name, isOwn]));`);
  expect(Object.fromEntries(found)).toMatchObject({ rows: true, memo: false });
});

it('finds nothing around a native function', async () => {
  expect(await closedOverBy(Math.max)).toEqual([]);
});
