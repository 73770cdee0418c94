import type { Observation, ProcessMeasurement } from '../model/measurement.ts';
import { median } from '../statistics/median.ts';

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
  if (seen('returns_stream').length > 0) advice.push(RETURNS_STREAM);
  if (seen('returns_observable').length > 0) advice.push(RETURNS_OBSERVABLE);
  const changes = seen('changes_input');
  if (changes.length > 0) advice.push(changesInput(median(changes.map(({ fresh, used }) => fresh / used))));
  const globals = seen('slow_globals');
  if (globals.length > 0) advice.push(slowGlobals(median(globals.map(({ seconds }) => seconds))));
  return advice;
}

const RETURNS_FUNCTION =
  'It returns a function, and only the making of that was measured. If its work is the work that is meant, call it: `() => make()()`.';
const RETURNS_STREAM =
  'It returns an asynchronous iterable, such as a stream, and only the making of that was measured. If what it delivers is meant, use it up: `async () => { for await (const _ of make()) ; }`.';
const RETURNS_OBSERVABLE =
  'It returns an observable, and only the making of that was measured. If what it emits is meant, wait for it: `() => lastValueFrom(make())`.';

function changesInput(factor: number): string {
  return `It changes its input and finds it changed by the next call: on fresh input a call took ${factor.toPrecision(2)} times as long as the calls that were measured. Give each call a copy: \`input: (context) => structuredClone(context)\` in \`perf\`, or \`fn(structuredClone(data))\` in the function, where the copy counts.`;
}

function slowGlobals(seconds: number): string {
  return `The function runs in a context of \`node:vm\`, as test files of Jest do, where every access to a global (\`Math\`, \`JSON\`, \`Object\`) takes about ${Math.round(1e9 * seconds)} ns more than in a plain process: what uses many looks many times slower than it is. Measure it in a performance file (\`*.perf.ts\`), or name the globals that it uses in Jest's \`sandboxInjectedGlobals\`, unless they are named there.`;
}
