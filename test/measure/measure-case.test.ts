import { beforeEach, describe, expect, it } from 'vitest';
import { measureCase } from '../../src/measure/measure-case.ts';
import type { Side } from '../../src/model/suite.ts';
import { newScope, type SuiteCase } from '../../src/suite/registry.ts';

const options = { iterations: 1, warmupIterations: 0, maxDuration: 0.01 };
const place = { round: 0, position: 0 };

let log: string[];
beforeEach(() => {
  log = [];
});

const says = (text: string) => () => {
  log.push(text);
};
const throws = (text: string) => () => {
  log.push(text);
  throw new RangeError(text);
};

/** A test in a group; every part of it logs its name, once for calls that repeat. */
function makeCase(over: Partial<SuiteCase> = {}): SuiteCase {
  const file = newScope(null);
  file.beforeAll.push(says('file before'), async () => says('file before, later')());
  file.afterAll.push(says('file after'));
  const group = newScope('g');
  group.beforeAll.push(says('group before'));
  group.afterAll.push(async () => says('group after')(), says('group after, too'));
  const once = (text: string) => !log.includes(text) && log.push(text);
  return {
    kind: 'comparison',
    name: 'g > t',
    options: {},
    sides: { baseline: () => once('baseline'), candidate: (context: unknown) => once(`candidate ${context}`) },
    setup: async () => {
      log.push('setup');
      return 'context';
    },
    input: null,
    beforeEach: null,
    teardown: (context) => log.push(`teardown ${context}`),
    scopes: [file, group],
    ...over,
  };
}

const measure = (suiteCase: SuiteCase, side: Side = 'candidate') => measureCase(suiteCase, side, options, place);
const SET_UP = ['file before', 'file before, later', 'group before', 'setup'];
const TORN_DOWN = ['group after', 'group after, too', 'file after'];

describe('measureCase', () => {
  it('sets up from the outside in and tears down from the inside out', async () => {
    expect(await measure(makeCase())).toMatchObject({ ...place, stoppedEarly: null });
    expect(log).toEqual([...SET_UP, 'candidate context', 'teardown context', ...TORN_DOWN]);
  });

  it('measures the side that it is asked for', async () => {
    await measure(makeCase(), 'baseline');
    expect(log).toContain('baseline');
    expect(log).not.toContain('candidate context');
  });

  it('needs no set-up', async () => {
    const { samples } = await measure(makeCase({ setup: null, teardown: null, scopes: [] }));
    expect(samples).toHaveLength(1);
    expect(log).toEqual(['candidate undefined']);
  });

  it('gives the function what `input` makes of the context', async () => {
    await measure(makeCase({ input: (context) => `input of ${context}` }));
    expect(log).toContain('candidate input of context');
  });

  it.each<[string, Partial<SuiteCase>, readonly string[]]>([
    [
      'the function',
      { sides: { candidate: throws('broken') } },
      [...SET_UP, 'broken', 'teardown context', ...TORN_DOWN],
    ],
    ['input', { input: throws('broken') }, [...SET_UP, 'broken', 'teardown context', ...TORN_DOWN]],
    ['beforeEach', { beforeEach: throws('broken') }, [...SET_UP, 'broken', 'teardown context', ...TORN_DOWN]],
    ['setup', { setup: throws('broken') }, [...SET_UP.slice(0, 3), 'broken', ...TORN_DOWN]],
    ['teardown', { teardown: throws('broken') }, [...SET_UP, 'candidate context', 'broken', ...TORN_DOWN]],
  ])('tears down whatever was set up where %s throws', async (_, over, expected) => {
    await expect(measure(makeCase(over))).rejects.toThrow(new RangeError('broken'));
    expect(log).toEqual(expected);
  });

  it('tears down where a beforeAll throws', async () => {
    const broken = makeCase();
    broken.scopes[1]!.beforeAll.unshift(throws('broken'));
    await expect(measure(broken)).rejects.toThrow('broken');
    expect(log).toEqual([...SET_UP.slice(0, 2), 'broken', ...TORN_DOWN]);
  });

  it('hides no failure behind another', async () => {
    const broken = makeCase({
      sides: { candidate: throws('the test') },
      teardown: () => {
        throw 'the teardown';
      },
    });
    const error: AggregateError = await measure(broken).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error.message).toBe('the test\nand while tearing down: the teardown');
    expect(error.errors).toEqual([new RangeError('the test'), 'the teardown']);
  });

  it('passes on a failure that is undefined', async () => {
    const fn = () => {
      throw undefined;
    };
    const outcome = await measure(makeCase({ sides: { candidate: fn } })).then(
      () => 'measured',
      (thrown) => ({ thrown }),
    );
    expect(outcome).toEqual({ thrown: undefined });
  });
});
