import { expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { StoreError } from '../../../src/errors.ts';
import { type JudgedLast, judgeLast, type ToJudge } from '../../../src/framework/suite/judge-last.ts';
import { measureAndJudge } from '../../../src/framework/suite/measure-and-judge.ts';
import type { PlannedTest } from '../../../src/measure/processes/schedule.ts';
import type { CommandTest } from '../../../src/model/command-test.ts';
import { joinWords } from '../../../src/suite/commands/words.ts';
import { programs } from '../../measure/processes/built.ts';
import { temporaryDirectory } from '../fixtures.ts';
import { planned, scriptedPool, tools } from './scripted.ts';

const NOTHING: JudgedLast = { others: [] };

/** Tests, of which some cannot be judged from so many times on; `judged` says how each was. */
function judging(names: Readonly<Record<string, number>>) {
  const judged: string[] = [];
  const times = new Map<string, number>();
  const items = Object.entries(names).map(([name, holds]): ToJudge => {
    const test = planned(name);
    return {
      test,
      judge: async ({ isCutShort }) => {
        const time = (times.get(name) ?? 0) + 1;
        times.set(name, time);
        if (time > holds) throw new StoreError('database is locked.');
        judged.push(`${name} ${isCutShort ? 'in part' : 'whole'}`);
        return NOTHING;
      },
    };
  });
  return { items, judged };
}

it('judges all as parts of a whole run where all can be read', async () => {
  const { items, judged } = judging({ a: 9, b: 9 });
  const { failures, others, isCutShort } = await judgeLast(items, false);
  expect({ isCutShort, failed: failures.size, others: [...others.keys()] }).toEqual({
    isCutShort: false,
    failed: 0,
    others: items.map(({ test }) => test),
  });
  expect(judged).toEqual(['a whole', 'b whole']);
});

it('fails by its name what cannot be read, and judges the others as a part of a run', async () => {
  const { items, judged } = judging({ a: 9, lost: 0, later: 1, b: 9 });
  const { failures, others, isCutShort } = await judgeLast(items, false);
  expect(isCutShort).toBe(true);
  expect([...failures.values()].map(({ testName }) => testName)).toEqual(['lost', 'later']);
  expect([...failures.values()][0]).toMatchObject({
    reason: 'store_failed',
    message:
      'It was measured and not judged, because its baselines could not be read any more: database is locked. What was ' +
      'measured before is reported; run this again.',
  });
  expect([...others.keys()].map(({ declaration }) => declaration.name)).toEqual(['a', 'b']);
  expect(judged).toEqual(['a whole', 'later whole', 'b whole', 'a in part', 'b in part']);
});

it('lets a defect be one', async () => {
  const defective: ToJudge = { test: planned('a'), judge: () => Promise.reject(new TypeError('x is undefined')) };
  await expect(judgeLast([defective], false)).rejects.toThrow(TypeError);
});

/** A test of a command that does nothing, run twice. */
function commandTest(name: string): PlannedTest {
  const { declaration, ...test } = planned(name, { processes: 2, warmupIterations: 0 });
  const spec = { shell: false, cwd: temporaryDirectory(), env: {}, input: null, ignoredExitCodes: [] } as const;
  const around = { setup: null, prepare: null, conclude: null, cleanup: null };
  const command: CommandTest = {
    spec: { ...spec, command: joinWords([process.execPath, '-e', '0']) },
    mostRuns: 2,
    shell: 'sh',
    ...around,
  };
  return { ...test, declaration: { ...declaration, kind: 'command', command } };
}

/** Runs commands, of which the series of one cannot be read after so many times. */
async function runOfCommands(readings: number) {
  const store = createMemoryStore();
  const read = store.history.bind(store);
  let times = 0;
  vi.spyOn(store, 'history').mockImplementation(async (key) => {
    if (key.testName === 'lost' && ++times > readings) throw new StoreError('database is locked.');
    return read(key);
  });
  const given = tools({ store });
  const outcome = await measureAndJudge([commandTest('kept'), commandTest('lost')], given, {
    pool: scriptedPool(() => 1),
    signal: undefined,
    onEvent: undefined,
    reaperProgram: programs.reaper,
  });
  return { ...outcome, stored: await store.series() };
}

it.each([
  ['when it is looked at first', 0],
  // Time twice, and each of its four metrics once.
  ['at the end of the run', 5],
])(
  'fails a command whose series cannot be read %s, and keeps the others',
  async (_when, readings) => {
    const { results, failures, stored } = await runOfCommands(readings);
    expect(failures).toMatchObject([{ testName: 'lost', reason: 'store_failed' }]);
    expect(results.map(({ testName, recording }) => [testName, recording.state])).toEqual([
      ['kept', 'recorded_in_part'],
    ]);
    expect(new Set(stored.map(({ testName }) => testName))).toEqual(new Set(['kept']));
  },
  60_000,
);
