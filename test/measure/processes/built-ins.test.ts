import { afterEach, expect, it } from 'vitest';
import { watchBuiltIns } from '../../../src/measure/processes/built-ins.ts';

const { max } = Math;
afterEach(() => {
  Math.max = max;
  Reflect.deleteProperty(Object, 'ofMine');
});

it('nothing is replaced where nobody did anything: not NaN either, which differs from itself', () => {
  expect(watchBuiltIns()()).toEqual([]);
});

it('names what is another one, and where something is new', () => {
  const replaced = watchBuiltIns();
  Math.max = () => 0;
  Object.defineProperty(Object, 'ofMine', { value: 1, configurable: true });
  expect(replaced()).toEqual(['Math.max', 'Object (extended)']);
});
