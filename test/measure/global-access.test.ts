import { createContext, runInContext } from 'node:vm';
import { expect, it } from 'vitest';
import { tellOfInjectedGlobals } from '../../src/integrations/jest/injected-globals.ts';
import { observeGlobals } from '../../src/measure/global-access.ts';

const SLOW = [{ kind: 'slow_globals', seconds: expect.any(Number) }];

it.each(['() => 1', 'async () => 1', '(class { static a() {} }).a'])(
  'says that globals are slow in a context of node:vm, whatever the function: %s',
  (source) => {
    expect(observeGlobals(runInContext(source, createContext({})))).toEqual(SLOW);
  },
);

it.each([() => 1, async () => 1, Math.max])('says nothing of a function of this context: %o', (fn) => {
  expect(observeGlobals(fn)).toEqual([]);
});

it('says nothing where the modules of the context are given what they use', () => {
  const context = createContext({});
  tellOfInjectedGlobals(runInContext('globalThis', context));
  expect(observeGlobals(runInContext('() => 1', context))).toEqual([]);
});
