import { expect, it } from 'vitest';
import { adviceOnMeasurement } from '../../src/judge/measurement-advice.ts';
import type { Observation } from '../../src/model/measurement.ts';
import { measured } from '../framework/fixtures.ts';

const advice = (location: number, ...seen: readonly (readonly Observation[])[]) =>
  adviceOnMeasurement(
    seen.map((observations) => measured(location, { observations, emptyCall: 0 })),
    0.05,
  );

it.each<[Observation, RegExp]>([
  [{ kind: 'changes_input', fresh: 4.9e-3, used: 0.39e-3 }, /on fresh input a call took 13 times as long.*`input:/],
  [
    { kind: 'changes_state', name: 'rows', fresh: 4.9e-3, used: 0.39e-3 },
    /^Its calls change `rows`.*took 13 times as long as the calls that were measured.*`beforeEach`.*`setup`/,
  ],
  [{ kind: 'changes_state', name: 'memo', fresh: 25e-3, used: 0.1e-3 }, /took 250 times as long/],
  [
    { kind: 'changes_state', name: 'list', fresh: 1e-3, used: 5e-3 },
    /the calls that were measured took 5 times as long as one that finds it as it was/,
  ],
  [
    { kind: 'grows_state', name: 'sink', entries: 1 },
    /^Every call leaves an entry more in `sink`.*Return the result.*`afterEach`/,
  ],
  [{ kind: 'grows_state', name: 'sink', entries: 12 }, /^Every call leaves 12 entries more/],
  [{ kind: 'slow_globals', seconds: 150e-9 }, /about 150 ns more.*\*\.perf\.ts.*sandboxInjectedGlobals.*unless/],
  [{ kind: 'returns_function' }, /^It returns a function, or several, and only the making of that was measured/],
  [{ kind: 'returns_promises' }, /^It returns something with promises in it/],
  [{ kind: 'returns_running' }, /^It returns a process, a worker or a request/],
  [{ kind: 'returns_stream' }, /^It returns a stream or something else that does its work only while/],
  [{ kind: 'returns_observable' }, /^It returns an observable/],
  [{ kind: 'leaves_running' }, /^Every call starts something that it does not wait for.*without braces/],
])('advises on %o where most processes saw it', (observation, words) => {
  const [only, ...more] = advice(20e-9, [observation], [observation], []);
  expect(only).toMatch(words);
  expect(more).toEqual([]);
  expect(advice(20e-9, [observation], [], [])).toEqual([]);
});

it('does not ask whether a function is the work where making it took some', () => {
  expect(advice(2e-6, [{ kind: 'returns_function' }])).toEqual([]);
});
