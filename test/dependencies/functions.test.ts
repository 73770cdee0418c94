import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DependencyResolver, type DependencyResolverOptions } from '../../src/dependencies/dependency-resolver.ts';
import { DependencyResolutionError } from '../../src/errors.ts';
import { median } from '../../src/statistics/core/median.ts';
import { sketchOf } from '../../src/statistics/core/quantile-sketch.ts';
import { type Files, packages, projectOf } from './projects.ts';

function resolverIn(files: Files = packages, options: DependencyResolverOptions = {}): DependencyResolver {
  return new DependencyResolver({ root: projectOf(files), ...options });
}

const absent = ['absent', 'run'] as const;
const microseconds = { times: sketchOf([1e-6, 2e-6]) };

describe('a function that is there', () => {
  it.each<[string, string, string, unknown, string]>([
    ['by its name', 'modern', 'run', Number.NaN, '"modern" (1.2.3) exports it; found as a package.'],
    ['of a script', 'classic', 'run', 'classic', '"classic" (0.9.0) exports it; found as a package.'],
    ['of a script that computes its name', 'classic', 'computed', 'computed', '"classic" (0.9.0)'],
    ['as the only export of a script', '@scope/thing', 'default', 'scoped', '"@scope/thing" (5.0.0)'],
    ['compiled, the default', 'compiled', 'default', 'compiled default', '"compiled" (4.0.0)'],
    ['compiled, by its name', 'compiled', 'named', 'named', '"compiled" (4.0.0)'],
    ['without a version', 'unversioned', 'run', 'unversioned', '"unversioned" exports it'],
  ])('is found %s', async (_what, modulePath, functionName, result, reason) => {
    const resolved = await resolverIn().resolveFunction(modulePath, functionName);
    expect(resolved.fn()).toEqual(result);
    expect(resolved).toMatchObject({ modulePath, functionName, source: 'real', isFallback: false, error: null });
    expect(resolved.reason).toContain(reason);
  });

  it('is the very function, not one around it, whatever factories there are', async () => {
    const { join } = await import('node:path');
    const resolver = resolverIn();
    resolver.registerFallbackFactory('node:path', 'join', () => () => 'registered');
    const found = await resolver.getFunctionOrFallback('node:path', 'join', { fallbackFactory: () => () => 'given' });
    expect(found).toBe(join);
    expect((await resolver.resolveFunction('node:path', 'join')).reason).toMatch(/found as a module of Node\.$/);
  });

  it('may be a class, and a function in a file that exports one object', async () => {
    const resolver = resolverIn({
      ...packages,
      'object.mjs': 'export default { go: () => "gone", stop: 1 };',
    });
    expect((await resolver.resolveFunction('modern', 'default')).fn.name).toBe('Main');
    expect((await resolver.resolveFunction('./object.mjs', 'go')).fn()).toBe('gone');
    expect((await resolver.resolveFunction('./object.mjs', 'stop')).reason).toMatch(/but as a value of type number/);
  });
});

describe('a function that cannot be had', () => {
  it.each<[string, string, string, RegExp]>([
    ['of a missing package', 'absent', 'run', /^The package absent is not installed/],
    ['of a broken one', 'throws', 'run', /fails while it loads: TypeError: no such device/],
    ['misspelt', 'modern', 'rnu', /^"modern" \(1\.2\.3\) does not export rnu\. Did you mean run\?/],
    ['in another case', 'classic', 'COMPUTED', /Did you mean computed\?/],
    [
      'of another name altogether',
      'classic',
      'optimise',
      /does not export optimise\. Its functions are run, computed\./,
    ],
    ['that is a number', 'modern', 'limit', /exports limit, but as a value of type number, not as a function\./],
    ['in a file of values', './values.json', 'list', /exports list, but as an array/],
    ['that is null', './values.json', 'nothing', /exports nothing, but as null/],
    ['where there are none', './values.json', 'run', /does not export run, nor any other function by name\./],
    [
      'behind a getter that throws',
      './getter.cjs',
      'run',
      /exports run, but it cannot be read: Error: not yet\. Modules that import/,
    ],
    ['beside a getter that throws', './getter.cjs', 'rum', /does not export rum, nor any other function/],
    ['of a module with many', './many.mjs', 'zzzzzzzzz', /f1, f2, f3, f4, f5, f6, f7, f8 and 1 more\./],
    ['that everything has', './values.json', 'toString', /does not export toString/],
  ])('is stood in for: one %s', async (_what, modulePath, functionName, reason) => {
    const resolver = resolverIn({
      ...packages,
      'values.json': { list: [], nothing: null },
      'getter.cjs':
        'const exported = {}; Object.defineProperty(exported, "run", { enumerable: true, get() { throw new Error("not yet"); } }); module.exports = exported;',
      'many.mjs': [1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `export const f${i} = () => ${i};`).join('\n'),
    });
    const resolved = await resolver.resolveFunction(modulePath, functionName);
    expect(resolved).toMatchObject({ source: 'generic', isFallback: true, version: null });
    expect(resolved.reason).toMatch(reason);
    expect(resolved.error).toBeInstanceOf(DependencyResolutionError);
    expect(resolved.reason).toMatch(/[.?] A stand-in that does nothing is used instead, because/);
    expect(resolved.fn('first', 'second')).toBe('first');
  });

  it('is stood in for while modules that import each other are not done', async () => {
    const root = projectOf({
      'early.mjs':
        'import { asked } from "./late.mjs"; const { reason } = asked; export const why = () => reason; export const soon = () => 1;',
      'late.mjs': 'import * as early from "./early.mjs"; export const asked = await globalThis.resolveEarly(early);',
    });
    const { exportedFunction } = await import('../../src/dependencies/exported-function.ts');
    onTestFinished(() => void Reflect.deleteProperty(globalThis, 'resolveEarly'));
    Object.assign(globalThis, {
      resolveEarly: (early: Record<string, unknown>) => {
        const found = exportedFunction(early, 'soon');
        return { reason: 'problem' in found ? found.problem : 'found' };
      },
    });
    const why = await new DependencyResolver({ root }).getFunctionOrFallback('./early.mjs', 'why');
    expect(why()).toMatch(/exports soon, but it cannot be read: ReferenceError/);
  });

  it('keeps the error of a module that fails to load', async () => {
    const { error } = await resolverIn().resolveFunction('throws', 'run');
    expect(error?.cause).toMatchObject({ name: 'TypeError', message: 'no such device' });
  });

  it.each(['', undefined, 3])('must have a name: %s', async (name) => {
    await expect(resolverIn().resolveFunction('modern', name as never)).rejects.toThrow(/name of a function must be/);
  });
});

describe('the order of fallbacks', () => {
  const fallbackFactory = () => () => 'from the call';
  const recordedTime = () => microseconds;

  it('a registered factory comes first', async () => {
    const resolver = resolverIn({}, { recordedTime });
    resolver.registerFallbackFactory(...absent, () => () => 'replaced');
    resolver.registerFallbackFactory(...absent, () => () => 'registered');
    resolver.registerFallbackFactory('absent', 'other', () => () => 'another');
    const resolved = await resolver.resolveFunction(...absent, { fallbackFactory });
    expect(resolved.fn()).toBe('registered');
    expect(resolved.source).toBe('registered_factory');
    expect(resolved.reason).toMatch(/is not installed.*The function of its registered factory is used instead\.$/);
  });

  it('then the one in the call', async () => {
    const resolved = await resolverIn({}, { recordedTime }).resolveFunction(...absent, { fallbackFactory });
    expect(resolved.fn()).toBe('from the call');
    expect(resolved).toMatchObject({ source: 'call_factory', isFallback: true });
  });

  it('then the recorded time, then nothing', async () => {
    const timed = await resolverIn({}, { recordedTime }).resolveFunction(...absent);
    expect(timed.source).toBe('recorded_time');
    expect(timed.fn('first')).toBe('first');
    for (const none of [{}, { recordedTime: () => null }, { recordedTime: async () => null }]) {
      expect((await resolverIn({}, none).resolveFunction(...absent)).source).toBe('generic');
    }
  });

  it('a factory that is registered later is used from then on', async () => {
    const resolver = resolverIn({});
    expect((await resolver.resolveFunction(...absent)).source).toBe('generic');
    resolver.registerFallbackFactory(...absent, async () => () => 'later');
    expect((await resolver.getFunctionOrFallback(...absent))()).toBe('later');
  });

  it('asks for the time of the test that the call names, or that of the function', async () => {
    const recorded = vi.fn(() => null);
    const resolver = resolverIn({}, { recordedTime: recorded });
    await resolver.resolveFunction(...absent);
    await resolver.resolveFunction(...absent, { baselineKey: 'a test' });
    expect(recorded.mock.calls).toEqual([
      [{ modulePath: 'absent', functionName: 'run', baselineKey: 'absent#run' }],
      [{ modulePath: 'absent', functionName: 'run', baselineKey: 'a test' }],
    ]);
  });

  it.each<[string, boolean | undefined, boolean | undefined, boolean]>([
    ['as recorded', true, undefined, true],
    ['as the call says', undefined, true, true],
    ['as recorded, whatever the call says', false, true, false],
    ['not, where nothing is known', undefined, undefined, false],
  ])('is asynchronous %s', async (_what, recorded, said, expected) => {
    const time = recorded === undefined ? microseconds : { ...microseconds, isAsync: recorded };
    const options = said === undefined ? {} : { isAsync: said };
    const fn = await resolverIn({}, { recordedTime: () => time }).getFunctionOrFallback(...absent, options);
    const answer = fn('first');
    expect(answer instanceof Promise).toBe(expected);
    expect(await answer).toBe('first');
  });

  it('a stand-in that does nothing is asynchronous where the call says so', async () => {
    const fn = await resolverIn({}).getFunctionOrFallback(...absent, { isAsync: true });
    expect(fn('first')).toBeInstanceOf(Promise);
  });

  it('a fallback of a factory may be a class, keeps its receiver, and is made once', async () => {
    class Counter {
      readonly start: number;
      constructor(start: number) {
        this.start = start;
      }
      static of(this: typeof Counter, start: number) {
        return new this(start);
      }
    }
    const factory = vi.fn(() => Counter as never as () => unknown);
    const resolver = resolverIn({});
    resolver.registerFallbackFactory(...absent, factory);
    const Made = (await resolver.getFunctionOrFallback(...absent)) as never as typeof Counter;
    expect(new Made(3)).toMatchObject({ start: 3 });
    expect(new Made(3)).toBeInstanceOf(Counter);
    expect(Made.of(4).start).toBe(4);
    expect(await resolver.getFunctionOrFallback(...absent)).toBe(Made);
    expect(factory).toHaveBeenCalledTimes(1);
    const held = {
      fn: await resolverIn({}).getFunctionOrFallback(...absent, {
        fallbackFactory: () =>
          function (this: unknown) {
            return this;
          },
      }),
    };
    expect(held.fn()).toBe(held);
  });

  it('is no factory that is no function, which is said where it is registered', () => {
    const register = () => resolverIn().registerFallbackFactory(...absent, 3 as never);
    expect(register).toThrow(/factory for run of "absent" must be a function .*, not a value of type number/);
    expect(register).toThrow(DependencyResolutionError);
  });

  it('says what is wrong with a factory', async () => {
    const resolver = resolverIn({});
    const failing = () => {
      throw new Error('no licence');
    };
    const failed = resolver.resolveFunction(...absent, { fallbackFactory: failing });
    await expect(failed).rejects.toThrow(/^The fallback factory for run of "absent" failed: Error: no licence\.$/);
    await expect(failed).rejects.toMatchObject({ code: 'DEPENDENCY_RESOLUTION', cause: { message: 'no licence' } });
    const wrong = resolver.resolveFunction(...absent, { fallbackFactory: () => 7 as never });
    await expect(wrong).rejects.toThrow(/returned a value of type number\. It must return the function/);
  });

  it('says what is wrong with a recorded time', async () => {
    const lookupOf = (recordedTime: DependencyResolverOptions['recordedTime'] & object) =>
      resolverIn({}, { recordedTime }).resolveFunction(...absent);
    await expect(lookupOf(() => Promise.reject(new Error('locked')))).rejects.toThrow(
      /^The recorded time of run of "absent" could not be looked up: Error: locked\.$/,
    );
    const empty = { accuracy: 0.01, zeroCount: 0, buckets: [] };
    await expect(lookupOf(() => ({ times: empty }))).rejects.toThrow(/cannot be used: it is of no samples\. Look at/);
  });
});

describe('checkDependencies', () => {
  it('says what is there, in which version, what is not, and why', async () => {
    const resolver = resolverIn({
      ...packages,
      'here.mjs': '',
      'package.json': { name: 'me', version: '1.1.1', exports: './here.mjs' },
    });
    resolver.registerFallbackFactory('absent', 'run', () => () => 0);
    resolver.registerFallbackFactory('throws', 'run', () => () => 0);
    resolver.registerFallbackFactory('modern', 'run', () => () => 0);
    const status = await resolver.checkDependencies([
      'node:path',
      'modern',
      'modern',
      'modern/extra',
      'require-only',
      'unversioned',
      './here.mjs',
      'me',
      'absent',
      'absent-too',
      'throws',
      'throws-text',
    ]);
    expect(status).toMatchObject({
      available: ['node:path', 'modern', 'modern/extra', 'require-only', 'unversioned', './here.mjs', 'me'],
      missing: ['absent', 'absent-too'],
      broken: ['throws', 'throws-text'],
      fallbacksAvailable: ['absent', 'throws'],
      totalChecked: 11,
      resolutionStrategy: {
        'node:path': 'builtin',
        modern: 'package',
        'modern/extra': 'package',
        'require-only': 'package',
        unversioned: 'package',
        './here.mjs': 'file',
        me: 'package',
        absent: 'registered_factory',
        'absent-too': 'stand_in',
        throws: 'registered_factory',
        'throws-text': 'stand_in',
      },
      versions: {
        'node:path': process.versions.node,
        modern: '1.2.3',
        'modern/extra': '1.2.3',
        'require-only': '3.0.0',
        unversioned: null,
        './here.mjs': null,
        me: '1.1.1',
      },
    });
    expect(Object.keys(status.problems)).toEqual(['absent', 'absent-too', 'throws', 'throws-text']);
    expect(status.problems.throws).toMatch(/TypeError: no such device/);
  });

  it('is asked of a resolver whose options there are', () => {
    expect(() => new DependencyResolver({ rot: '.' } as never)).toThrow(/unknown option `rot`; did you mean root\?/);
  });

  it('takes a list, and no single name', async () => {
    await expect(resolverIn().checkDependencies('node:fs' as never)).rejects.toThrow(/takes a list of module paths/);
  });

  it('has nothing to say of nothing', async () => {
    const status = await resolverIn().checkDependencies([]);
    expect(status).toMatchObject({ available: [], missing: [], totalChecked: 0, resolutionStrategy: {} });
  });
});

describe('the cache', () => {
  it.each<[string, string]>([
    ['a function that is there', 'classic'],
    ['a fallback', 'absent'],
  ])('makes all but the first resolution of %s at least ten times as fast', async (_what, modulePath) => {
    const root = projectOf(packages);
    const first: number[] = [];
    const later: number[] = [];
    for (let i = 0; i < 30; i++) {
      const resolver = new DependencyResolver({ root });
      await resolver.resolveModule('node:path');
      first.push(await timeOf(() => resolver.getFunctionOrFallback(modulePath, 'run')));
      later.push(await timeOf(() => resolver.getFunctionOrFallback(modulePath, 'run')));
    }
    expect(median(first) / median(later)).toBeGreaterThan(10);
  });

  async function timeOf(resolve: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await resolve();
    return performance.now() - start;
  }
});
