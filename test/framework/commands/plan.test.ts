import { describe, expect, it } from 'vitest';
import { planTiming, type TimingWish } from '../../../src/framework/commands/plan.ts';
import { combinations, fillIn, listedParameter, scannedParameter } from '../../../src/suite/commands/parameters.ts';

const WISH: TimingWish = {
  cwd: null,
  env: {},
  input: null,
  ignoredExitCodes: [],
  output: 'dropped',
  shell: null,
  parameterScan: [],
  parameterList: [],
};
const plan = (lines: readonly string[], wish: Partial<TimingWish> = {}, rest: readonly string[] | null = null) =>
  planTiming(lines, rest, { ...WISH, ...wish });

describe('parameters', () => {
  it('are scanned with as many decimals as were given, without errors of rounding', () => {
    expect(scannedParameter('n', '1', '3', '1').values).toEqual(['1', '2', '3']);
    expect(scannedParameter('n', '0.1', '0.3', '0.1').values).toEqual(['0.1', '0.2', '0.3']);
    expect(scannedParameter('n', '-1', '0.5', '0.75').values).toEqual(['-1.00', '-0.25', '0.50']);
    expect(scannedParameter('n', '1', '4', '2').values).toEqual(['1', '3']);
  });

  it.each([
    ['x', '3', '1', '"x" is not a number'],
    ['1', '3', '0', 'must be more than 0'],
    ['3', '1', '1', 'the first value is more than the last one'],
    ['0', '1000000', '1', '1000 are the most'],
    ['1e3', '2', '1', '"1e3" is not a number'],
  ])('are not scanned from %s to %s by %s', (least, most, step, message) => {
    expect(() => scannedParameter('n', least, most, step)).toThrow(message);
  });

  it('are listed with commas, which a backslash keeps', () => {
    expect(listedParameter('n', 'a,b\\,c,,d').values).toEqual(['a', 'b,c', '', 'd']);
    expect(() => listedParameter('n', '')).toThrow('has no values');
  });

  it('are combined, the first one fastest', () => {
    const all = combinations([listedParameter('a', '1,2'), listedParameter('b', 'x,y')]);
    expect(all.map(({ a, b }) => `${a}${b}`)).toEqual(['1x', '2x', '1y', '2y']);
    expect(() => combinations([listedParameter('a', '1'), listedParameter('a', '2')])).toThrow('given twice');
  });

  it('are filled in where their names are, and nowhere else', () => {
    expect(fillIn('{a} {b} {c} {toString} {a', { a: '1', c: '{a}' })).toBe('1 {b} {a} {toString} {a');
  });
});

describe('planTiming', () => {
  it('has a command for each line and each value, named as it is run', () => {
    const { commands } = plan(['make -j {n}', 'ninja'], {
      parameterList: [['n', '1,2']],
      setup: 'git checkout {n}',
      prepare: ['a', 'b', 'c', 'd {n}'],
    });
    expect(commands.map(({ name, setup, prepare }) => [name, setup, prepare])).toEqual([
      ['make -j 1', 'git checkout 1', 'a'],
      ['make -j 2', 'git checkout 2', 'b'],
      ['ninja (n = 1)', 'git checkout 1', 'c'],
      ['ninja (n = 2)', 'git checkout 2', 'd 2'],
    ]);
    expect(commands[0]!.spec).toMatchObject({ command: 'make -j 1', timeout: 1800 });
  });

  it('takes the words behind -- as one command without a shell, unless one is named', () => {
    const words = ['node', '-e', 'x => "a b"'];
    expect(plan([], {}, words).commands[0]!.spec).toMatchObject({ command: `node -e 'x => "a b"'`, shell: false });
    expect(plan([], { shell: 'bash' }, words).commands[0]!.spec).toMatchObject({ shell: 'bash' });
    expect(plan(['a'], {}, ['b | c']).commands.map(({ spec }) => spec.shell)).toEqual(['sh', 'sh']);
    expect(plan(['a'], { shell: 'none' }).commands[0]!.spec.shell).toBe(false);
  });

  it('puts the reference first', () => {
    const { commands, reference } = plan(['a', 'b'], { reference: 'c', commandName: ['one', 'two', 'three'] });
    expect(commands.map(({ name, spec }) => [name, spec.command])).toEqual([
      ['one', 'c'],
      ['two', 'a'],
      ['three', 'b'],
    ]);
    expect(reference).toBe(0);
    expect(plan(['a', 'b']).reference).toBeNull();
  });

  it('says how often each is run', () => {
    const bounds = (wish: Partial<TimingWish>) => {
      const { leastRuns, mostRuns } = plan(['a'], wish);
      return [leastRuns, mostRuns];
    };
    expect(bounds({})).toEqual([10, 100_000]);
    expect(bounds({ runs: 3 })).toEqual([3, 3]);
    expect(bounds({ maxRuns: 4 })).toEqual([4, 4]);
    expect(bounds({ minRuns: 20, maxRuns: 30 })).toEqual([20, 30]);
  });

  it.each<[string, readonly string[], Partial<TimingWish>, string]>([
    ['no command', [], {}, 'no command to time'],
    ['an empty one', ['  '], {}, 'A command is empty'],
    ['a parameter without a place', ['a'], { parameterList: [['n', '1']] }, 'write {n} where its value belongs'],
    ['a command in place of the last value', [], { parameterScan: [['n', '1', 'a {n}']] }, '"a {n}" is not a number'],
    ['a step without a scan', ['a'], { parameterStepSize: '1' }, 'give -P as well'],
    ['too many names', ['a'], { commandName: ['x', 'y'] }, '-n is given 2 times, and there are 1 commands'],
    ['too few of what prepares', ['a', 'b', 'c'], { prepare: ['x', 'y'] }, 'once for each, in their order, or once'],
    ['bounds that contradict', ['a'], { minRuns: 3, maxRuns: 2 }, '-m asks for 3 runs'],
    ['two answers to one question', ['a'], { runs: 3, maxRuns: 2 }, 'cannot go with -m or -M'],
    ['what takes a shell, without one', ['a | b'], { shell: 'none' }, 'means something to a shell'],
  ])('refuses %s', (_, lines, wish, message) => {
    expect(() => plan(lines, wish)).toThrow(message);
  });
});
