import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.ts';
import { perf } from '../../src/suite/perf.ts';
import { readWish } from '../../src/suite/preference.ts';
import { closeRegistry, openRegistry } from '../../src/suite/registry.ts';

describe('readWish', () => {
  it.each([
    ['time', { kind: 'small', metric: 'time', text: 'time' }],
    ['  gcCount ', { kind: 'small', metric: 'gcCount', text: 'gcCount' }],
    ['time <= 2 ms', { kind: 'limit', metric: 'time', most: 2e-3, of: 'unit', text: 'time <= 2 ms' }],
    ['time<=250ns', { most: 2.5e-7 }],
    ['time ≤ 1.5 µs', { most: 1.5e-6 }],
    ['cpuTime <= 1.5 μs', { most: 1.5e-6 }],
    ['cpuTime <= 7 us', { most: 7e-6 }],
    ['time <= .5 s', { most: 0.5 }],
    ['time <= 1e-3 s', { most: 1e-3 }],
    ['allocatedBytes <= 2 MB', { most: 2e6 }],
    ['allocatedBytes <= 512 B', { most: 512 }],
    ['allocatedBytes <= 1 kB', { most: 1000 }],
    ['retainedBytes <= 1 KiB', { most: 1024 }],
    ['retainedBytes <= 2 MiB', { most: 2 * 2 ** 20 }],
    ['allocatedBytes <= 1.5 GB', { most: 1.5e9 }],
    ['allocatedBytes <= 1 GiB', { most: 2 ** 30 }],
    ['retainedBytes <= 0 B', { most: 0 }],
    ['allocatedBytes <= 120 %', { most: 1.2, of: 'baseline' }],
    ['gcPause <= 30 us', { most: 3e-5 }],
    ['gcCount <= 0.01', { most: 0.01, of: 'unit' }],
    ['gcCount <= 3', { most: 3, of: 'unit' }],
    ['time <= 110 %', { most: 1.1, of: 'baseline' }],
    ['gcCount <= 100%', { most: 1, of: 'baseline' }],
  ])('reads %s', (text, wish) => {
    const read = readWish(text) as { readonly most?: number };
    const { most, ...rest } = wish as { readonly most?: number };
    expect(read).toMatchObject(rest);
    if (most !== undefined) expect(read.most).toBeCloseTo(most, 12);
  });

  it.each([
    ['<= 2 ms', /begins with no metric; write 'cpuTime'/],
    ['tme', /there is no `tme`; did you mean time\?/],
    ['weight <= 2', /there is no `weight`; they are time, /],
    ['time < 2 ms', /has `<`, and a limit is a most: write time <= …/],
    ['time >= 2 ms', /has `>=`, and a limit is a most/],
    ['time <=', /has no number behind its sign/],
    ['time <= fast', /has "fast" where a number and a unit belong/],
    ['time <= 1,5 ms', /has "1,5 ms" where a number/],
    ['time <= -1 ms', /has "-1 ms" where a number/],
    ['time <= 2', /has no unit behind 2; there are ns, µs, us, ms, s, %/],
    ['time <= 2 MS', /has `MS` behind 2, which is no unit of time; did you mean ms\?/],
    ['time <= 2 MB', /has `MB` behind 2, which is no unit of time; there are ns/],
    ['allocatedBytes <= 2 Mb', /did you mean MB\?/],
    ['allocatedBytes <= 2 KB', /has `KB` behind 2, which is no unit of allocatedBytes; did you mean kB\?/],
    ['allocatedBytes <= 2 kib', /did you mean KiB\?/],
    ['allocatedBytes <= 2 ms', /which is no unit of allocatedBytes; there are B, kB, MB, GB, KiB, MiB, GiB, %/],
    ['allocatedBytes <= 2', /has no unit behind 2; there are B, kB/],
    ['allocatedBytes <= 2 MB MB', /has `MB MB` behind 2/],
    ['allocatedBytes <= 2 MB <= 3', /has "2 MB <= 3" where a number/],
    ['gcPause <= 2 B', /has `B` behind 2, which is no unit of gcPause; there are ns/],
    ['time <= 2 sec', /has `sec` behind 2, which is no unit of time; there are ns/],
    ['time <= 1e999 s', /has "1e999 s" where a number/],
    ['gcCount <= %', /has "%" where a number/],
    ['gcCount <= 2 ms', /has `ms` behind 2, which is no unit of gcCount; there are %/],
    ['time 2 ms', /time 2 ms/],
    ['constructor', /there is no `constructor`/],
  ])('says what is wrong with %s', (text, problem) => {
    expect(readWish(text)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('the aims of a comparison', () => {
  const work = () => 1;
  const declare = (options: object, kind: 'test' | 'comparison' = 'comparison') => {
    openRegistry();
    try {
      if (kind === 'test') perf('t', work, options);
      else perf.compare('c', { one: work, two: work, three: work }, options);
    } finally {
      closeRegistry();
    }
  };

  it.each([
    [{ metrics: ['time', 'cpuTime'] }],
    [{ prefer: ['time', 'cpuTime <= 2 ms'] }],
    [{ metrics: ['cpuTime'], prefer: ['time'], setup: work }],
    [{ prefer: ['time', 'allocatedBytes <= 2 MB'] }],
    [{ metrics: ['allocatedBytes', 'retainedBytes', 'gcCount', 'gcPause'] }],
    [{ metrics: ['allocatedBytes', 'retainedBytes'], input: work }],
  ])('are accepted: %j', (options) => {
    expect(() => declare(options)).not.toThrow();
  });

  it.each([
    ['what is no metric', { metrics: ['tme'] }, /`metrics` must be a list of metrics.*did you mean 'time'/],
    ['what is no list', { prefer: 'time' }, /`prefer` must be a list of metrics and limits.* not 'time'/],
    ['what cannot be read', { prefer: ['time <= 2', 'tme'] }, /`prefer`: "time <= 2" has no unit.*`prefer`: "tme"/],
    ['a metric twice', { prefer: ['time', 'cpuTime', 'time'] }, /`prefer` names time twice/],
    [
      'processor time of calls with inputs',
      { metrics: ['cpuTime'], input: work },
      /`cpuTime` cannot be told of calls that have an `input`/,
    ],
    [
      'collections of such calls',
      { metrics: ['gcCount'], input: work },
      /^perf\("c"\): `gcCount` cannot be told of calls/,
    ],
    [
      'a limit on their pauses',
      { prefer: ['gcPause <= 1 ms'], input: work },
      /Take gcPause away, or make the input in/,
    ],
  ])('are refused: %s', (_, options, message) => {
    expect(() => declare(options)).toThrow(UsageError);
    expect(() => declare(options)).toThrow(message);
  });

  it('belong to comparisons', () => {
    expect(() => declare({ prefer: ['time'] }, 'test')).toThrow(/^perf\("t"\): `prefer` belongs to perf\.compare\./);
  });
});
