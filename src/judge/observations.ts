import type { Observation, ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/core/median.ts';

// Longer calls that return a function have probably done some work for it, such as compiling a template.
const MERE_CLOSURE = 100e-9;

type ObservationOf<Kind extends Observation['kind']> = Extract<Observation, { readonly kind: Kind }>;

/** What most of a test's processes noticed of it, as advice. */
export function adviceOnObservations(processes: readonly ProcessMeasurement[]): readonly string[] {
  const seen = <Kind extends Observation['kind']>(kind: Kind): readonly ObservationOf<Kind>[] => {
    const all = processes.flatMap(({ observations = [] }) =>
      observations.filter((each): each is ObservationOf<Kind> => each.kind === kind),
    );
    return all.length > processes.length / 2 ? all : [];
  };
  const advice: string[] = [];
  const isMereClosure = median(processes.map(({ location }) => location)) < MERE_CLOSURE;
  if (isMereClosure && seen('returns_function').length > 0) advice.push(RETURNS_FUNCTION);
  if (seen('returns_promises').length > 0) advice.push(RETURNS_PROMISES);
  if (seen('returns_running').length > 0) advice.push(RETURNS_RUNNING);
  if (seen('returns_stream').length > 0) advice.push(RETURNS_STREAM);
  if (seen('returns_observable').length > 0) advice.push(RETURNS_OBSERVABLE);
  if (seen('leaves_running').length > 0) advice.push(LEAVES_RUNNING);
  const changes = seen('changes_input');
  if (changes.length > 0) advice.push(changesInput(median(changes.map(({ fresh, used }) => fresh / used))));
  const states = seen('changes_state');
  if (states.length > 0)
    advice.push(changesState(states[0]!.name, median(states.map((each) => each.fresh / each.used))));
  const growing = seen('grows_state');
  if (growing.length > 0) advice.push(growsState(growing[0]!));
  const globals = seen('slow_globals');
  if (globals.length > 0) advice.push(slowGlobals(median(globals.map(({ seconds }) => seconds))));
  return advice;
}

const RETURNS_FUNCTION =
  'It returns a function, or several, and only the making of that was measured. If their work is the work that is meant, call them: `() => make()()`.';
const RETURNS_PROMISES =
  'It returns something with promises in it, which nobody awaits: what they do was not measured, and calls overlapped. Await them: `async () => Promise.all(Object.values(start()))`.';
const RETURNS_RUNNING =
  "It returns a process, a worker or a request that it has only started, and that may still have run beside the next call. If its work is meant, wait for the end: `() => once(start(), 'close')`, with `once` of `node:events`.";
const RETURNS_STREAM =
  'It returns a stream or something else that does its work only while somebody reads from it, and only the making of that was measured. If what it delivers is meant, use it up: `async () => { for await (const _ of make()) ; }`.';
const RETURNS_OBSERVABLE =
  'It returns an observable, and only the making of that was measured. If what it emits is meant, wait for it: `() => lastValueFrom(make())`.';

const LEAVES_RUNNING =
  'Every call starts something that it does not wait for, such as a promise, a timer or a callback: what that does was not measured, or as a part of later calls. Return the promise, `() => start()` without braces, or await it; of a callback: `() => new Promise((end) => start(end))`.';

function changesInput(factor: number): string {
  return `It changes its input and finds it changed by the next call: on fresh input a call took ${rounded(factor)} times as long as the calls that were measured. Give each call a copy: \`input: (context) => structuredClone(context)\` in \`perf\`, or \`fn(structuredClone(data))\` in the function, where the copy counts.`;
}

// `toPrecision` alone writes 250 as 2.5e+2.
function rounded(factor: number): string {
  return String(Number(factor.toPrecision(2)));
}

function changesState(name: string, factor: number): string {
  const variable = `\`${name}\``;
  const asLong = (times: number) => `${rounded(times)} times as long`;
  if (factor < 1) {
    return `Its calls change ${variable}, which is outside of the function: the calls that were measured took ${asLong(1 / factor)} as one that finds it as it was before the first call. Put it back in \`beforeEach\`, or work on a copy.`;
  }
  return `Its calls change ${variable}, which is outside of the function, and later calls find it changed: where it was as before the first call, a call took ${asLong(factor)} as the calls that were measured. If each call is meant to find it so, put it back in \`beforeEach\`, or work on a copy; if it is meant to be ready, make it ready in \`setup\`.`;
}

function growsState({ name, entries }: ObservationOf<'grows_state'>): string {
  return `Every call leaves ${entries === 1 ? 'an entry' : `${entries} entries`} more in \`${name}\`, which is outside of the function: its growth and the collection of garbage are measured as well, and how large it gets depends on how many calls are made. Return the result, which is kept from being optimised away; or empty it in \`afterEach\`.`;
}

function slowGlobals(seconds: number): string {
  return `The function runs in a context of \`node:vm\`, as test files of Jest do, where every access to a global (\`Math\`, \`JSON\`, \`Object\`) takes about ${Math.round(1e9 * seconds)} ns more than in a plain process: what uses many looks many times slower than it is. Measure it in a performance file (\`*.perf.ts\`), or name the globals that it uses in Jest's \`sandboxInjectedGlobals\`, unless they are named there.`;
}
