import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { type Runtime, speedChangingConditions, thisRuntime } from '../../src/environment/runtime-conditions.ts';

const plain: Runtime = { env: {}, execArgv: [], instrumented: false };
const conditionsOf = (...execArgv: string[]) => speedChangingConditions({ ...plain, execArgv });

describe('speedChangingConditions', () => {
  it.each([
    '--jitless',
    '--no-opt',
    '--max-opt=2',
    '--no-turbofan',
    '--no-maglev',
    '--maglev',
    '--no-sparkplug',
    '--always-sparkplug',
    '--predictable',
    '--single-threaded',
    '--max-semi-space-size=64',
    '--interpreted-frames-native-stack',
    '--trace-deopt',
    '--cpu-prof',
    '--prof',
    '--stress-opt',
    '--lite-mode',
    '--optimize-for-size',
    '--no-use-osr',
    '--no-use-ic',
    '--max-inlined-bytecode-size-cumulative=0',
    '--interrupt-budget=1000',
    '--no-concurrent-recompilation',
    '--single-threaded-gc',
    '--perf-basic-prof',
    '--zero-fill-buffers',
  ])('names %s', (option) => {
    expect(conditionsOf(option)).toEqual([option.slice(2).replace('=', '-')]);
  });

  it.each([
    '--expose-gc',
    '--import=tsx',
    '--max-old-space-size=4096',
    '--enable-source-maps',
    '--experimental-strip-types',
    '--options',
    '--no-warnings',
    '--stack-trace-limit=100',
    '-r',
    '--',
  ])('leaves %s out', (option) => {
    expect(conditionsOf(option)).toEqual([]);
  });

  it.each(['--max_opt=1', '--max-opt=1'])('takes %s for the same flag', (option) => {
    expect(conditionsOf(option)).toEqual(['max-opt-1']);
  });

  it.each(['--noopt', '--no-opt', '--no_opt'])('takes %s for the same flag', (option) => {
    expect(conditionsOf(option)).toEqual(['no-opt']);
  });

  it('reads NODE_OPTIONS too, and names each condition once, in order', () => {
    const env = { NODE_OPTIONS: '--no-opt  --jitless --require ./x.cjs', NODE_V8_COVERAGE: '/tmp/coverage' };
    const runtime: Runtime = { env, execArgv: ['--jitless', '--inspect-brk=0'], instrumented: true };
    expect(speedChangingConditions(runtime)).toEqual(['coverage', 'inspector', 'jitless', 'no-opt']);
  });

  it('knows code that Istanbul instrumented', () => {
    expect(speedChangingConditions({ ...plain, instrumented: true })).toEqual(['coverage']);
  });

  it.each(['--inspect', '--inspect=127.0.0.1:9229', '--inspect-brk', '--inspect-wait'])(
    'knows an inspector by %s',
    (option) => {
      expect(conditionsOf(option)).toEqual(['inspector']);
    },
  );

  it('knows an editor that debugs by its variable', () => {
    expect(speedChangingConditions({ ...plain, env: { VSCODE_INSPECTOR_OPTIONS: '{}' } })).toEqual(['inspector']);
  });

  it('does not take the port of an inspector for an inspector', () => {
    expect(conditionsOf('--inspect-port=0', '--inspect-publish-uid=http')).toEqual([]);
  });

  it('has nothing to say of a plain process', () => {
    expect(speedChangingConditions(plain)).toEqual([]);
  });

  it.each([
    '--jitless --no-opt --max-opt=1 --no-maglev --no-sparkplug --max-semi-space-size=16 --interrupt-budget=1000',
    '--lite-mode --optimize-for-size --no-use-osr --no-use-ic --max-inlined-bytecode-size-cumulative=0 --zero-fill-buffers',
    '--no-concurrent-recompilation --no-concurrent-sparkplug --single-threaded-gc --no-turbo-inlining',
  ])('names %s as this Node does', (options) => {
    expect(spawnSync(process.execPath, [...options.split(' '), '--version']).status).toBe(0);
  });
});

describe('thisRuntime', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, '__coverage__');
  });

  it('knows whether code was instrumented', () => {
    expect(thisRuntime({}).instrumented).toBe(false);
    Object.assign(globalThis, { __coverage__: {} });
    expect(thisRuntime({}).instrumented).toBe(true);
  });
});
