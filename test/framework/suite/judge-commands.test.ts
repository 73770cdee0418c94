// What becomes of commands by what pairs say of them; the pairs are scripted, the commands are real.
import { expect, it } from 'vitest';
import { PerformanceConfig } from '../../../src/config/performance-config.ts';
import { planTest } from '../../../src/config/plan.ts';
import type { Confirmation } from '../../../src/framework/confirm/confirmation.ts';
import { COST_FOR_COMMANDS } from '../../../src/framework/confirm/no-base.ts';
import type { JudgeTools } from '../../../src/framework/suite/judge-suite.ts';
import { measureAndJudge, type RunEvent } from '../../../src/framework/suite/measure-and-judge.ts';
import type { PlannedTest } from '../../../src/measure/processes/schedule.ts';
import { commandTests } from '../../../src/suite/commands/command-tests.ts';
import { programs } from '../../measure/processes/built.ts';
import { local } from '../fixtures.ts';
import { confirming, inPairs, planned, scriptedPool, tools, verdicts } from './scripted.ts';

function command(name: string): PlannedTest {
  const place = { directory: '/', nameOf: String, commandName: 'run', others: [] };
  const found = commandTests({ name, command: ['sleep', '0.01'], options: { runs: 2, warmup: 0 } }, place);
  if ('problems' in found) throw new Error(JSON.stringify(found.problems));
  const [declaration] = found.tests;
  return {
    declaration: declaration!,
    file: 'evenkeel.toml',
    load: { file: '/evenkeel.toml', loader: 'node', cacheDirectory: null },
    plan: planTest(declaration!, new PerformanceConfig(), { isCI: false }),
  };
}

async function run(tests: readonly PlannedTest[], given: JudgeTools) {
  const events: RunEvent[] = [];
  const outcome = await measureAndJudge(tests, given, {
    ...{ pool: scriptedPool(() => 1), signal: undefined, reaperProgram: programs.reaper },
    onEvent: (event) => events.push(event),
  });
  return { ...outcome, events, of: (name: string) => outcome.results.find(({ testName }) => testName === name)! };
}

/** Others say what this system cannot tell of so small a command. */
const isOfPairs = (text: string) => /pairs/.test(text);

const failed: Confirmation = {
  kind: 'failed',
  failure: { testName: 'broken', file: 'evenkeel.toml', reason: 'process_died', message: 'It died.', stack: null },
};

it('commands are what pairs say, and are recorded by that', async () => {
  const { confirm, asked } = confirming((suspect) => {
    const { name } = suspect.test.declaration;
    if (name === 'broken') return failed;
    if (name === 'late') return { kind: 'left_over' };
    return inPairs(suspect, name === 'slower' ? 1.5 : 1);
  });
  const names = ['slower', 'same', 'late', 'broken'];
  const { results, failures, of, warnings, events } = await run(
    [planned('function'), ...names.map(command)],
    tools({ confirm }),
  );
  // Asked at once, because they share the time.
  expect(asked).toEqual([['function', ...names]]);
  expect(verdicts(results)).toMatchObject({ function: 'pass', slower: 'regression', late: 'inconclusive' });
  expect(failures).toEqual([failed.kind === 'failed' && failed.failure]);
  const timeOf = (name: string) => of(name).metrics![0]!;
  expect(timeOf('slower')).toMatchObject({ name: 'time', recording: { state: 'kept_as_regression' } });
  expect(timeOf('same')).toMatchObject({ validation: { verdict: 'pass' }, recording: { state: 'recorded' } });
  expect(timeOf('slower').change!.percent).toBeCloseTo(50, 0);
  expect(timeOf('late').recording).toEqual({ state: 'not_recorded', reason: 'there was no time left to tell' });
  expect(of('slower').evidence).toMatchObject({ decidedBy: 'pairs', suspicions: [{ name: 'no_history' }] });
  expect(of('late').evidence).toMatchObject({
    decidedBy: 'history',
    withoutPairs: 'The 300 s for suspects were over before it was decided.',
  });
  // One measurement each: pairs need no second one.
  expect(of('slower').samples).toHaveLength(2);
  expect(events.filter((event) => event.kind === 'confirming' && event.base === null)).toEqual([]);
  expect(warnings.filter(isOfPairs)).toEqual([]);
});

it('what only the processor time of a command shows is said as that', async () => {
  const { confirm } = confirming((suspect) => {
    const pairs = inPairs(suspect, 1.5);
    if (pairs.kind !== 'judged') throw new Error('pairs are always judged here');
    return { ...pairs, end: { ...pairs.end, judgement: { ...pairs.end.judgement, aspect: 'cpuTime' } } };
  });
  const { of } = await run([planned('function'), command('slower')], tools({ confirm }));
  expect(of('slower').validation.message).toMatch(/, by its processor time; confirmed in 8 pairs/);
  expect(of('function').validation.message).toMatch(/, on average, through a part of its calls; confirmed in 8 pairs/);
});

it('why there are no pairs is said once, and what that costs where they are commands', async () => {
  const { confirm } = confirming(() => ({
    kind: 'without_pairs',
    reason: 'git is not installed here.',
    remedy: 'Install git.',
    isHarmless: false,
  }));
  const ci = { ...local, isCI: true, isPullRequest: true };
  const given = tools({ confirm });
  const { warnings, results, of } = await run(['one', 'two'].map(command), {
    ...given,
    context: { ...given.context, ciEnvironment: ci },
  });
  expect(warnings.filter(isOfPairs)).toEqual([
    `Not confirmed in pairs of processes: "one", "two". git is not installed here. ${COST_FOR_COMMANDS} Install git.`,
  ]);
  expect(verdicts(results)).toEqual({ one: 'no_baseline', two: 'no_baseline' });
  expect(of('one').evidence).toMatchObject({ decidedBy: 'history', withoutPairs: 'git is not installed here.' });
});

it('what is accepted, and what past runs alone are to decide about, is not confirmed', async () => {
  const { confirm, asked } = confirming((suspect) => inPairs(suspect, 9));
  await run([command('accepted')], tools({ confirm, policy: { mode: 'accept' } }));
  expect(asked).toEqual([]);
  const { of } = await run([command('alone')], tools({ confirm: null }));
  expect(of('alone').evidence).toEqual({ decidedBy: 'history', suspicions: [], withoutPairs: null });
});
