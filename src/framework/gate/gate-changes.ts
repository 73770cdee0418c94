import { fieldOf } from '../../config/keys.ts';
import type { Gate, GateChange, GatedTest, GateValue } from '../../model/gate.ts';
import { type IsWeaker, WEAKER_SETTING, weakerLimit } from './gate-of.ts';

/** What to compare a gate with, and what is known of both. */
export interface GateComparison {
  readonly before: Gate;
  readonly now: Gate;
  /** Where `before` was, for sentences: `origin/main`, `the run of 2026-11-29 10:12`. */
  readonly where: string;
  /** Present files that cannot be loaded: what they would declare is unknown, and the run fails anyway. */
  readonly brokenFiles: readonly string[];
  /** Whether a test is asked for. Default: all are. */
  readonly isWanted?: (name: string) => boolean;
}

/** What a change did to the gate itself, so that a slow-down could pass it; nothing where it is as strict as before. */
export function gateChanges(comparison: GateComparison): readonly GateChange[] {
  return [
    ...gone(comparison),
    ...leftOut(comparison),
    ...otherMetrics(comparison),
    ...widened(comparison),
    ...settings(comparison),
  ];
}

const MOST_NAMES = 5;

// What is still to be written held nothing.
function gone({ before, now, where, brokenFiles, isWanted = always }: GateComparison): readonly GateChange[] {
  const present = new Set(now.tests.map(identity));
  const names = new Map(now.tests.map((test) => [test.testName, test]));
  return before.tests
    .filter((test) => test.leftOut !== 'todo' && isWanted(test.testName) && !brokenFiles.includes(test.file))
    .filter((test) => !present.has(identity(test)))
    .map(({ testName, file, key }) => {
      const other = names.get(testName);
      const what = `${JSON.stringify(testName)} (${file})`;
      const words =
        other === undefined || other.key === key
          ? `${what} is not there any more; it is in ${where}. What it measured is not held against anything.`
          : `${what} has its baseline under ${JSON.stringify(other.key)} now, and under ${JSON.stringify(key)} in ${where}: it starts without a history.`;
      return { kind: 'test_gone', testName, file, words };
    });
}

const MARKS: Readonly<Record<NonNullable<GatedTest['leftOut']>, string>> = {
  skip: 'perf.skip',
  only: 'perf.only of another test',
  todo: 'perf.todo',
};

function leftOut({ before, now, where, isWanted = always }: GateComparison): readonly GateChange[] {
  const earlier = new Map(before.tests.map((test) => [identity(test), test]));
  return now.tests.flatMap((test): readonly GateChange[] => {
    const { testName, file, leftOut: reason } = test;
    const isNew = reason !== null && earlier.get(identity(test))?.leftOut === null;
    if (!isNew || !isWanted(testName)) return [];
    const words = `${JSON.stringify(testName)} (${file}) is left out (${MARKS[reason]}); in ${where} it is measured.`;
    return [{ kind: 'test_left_out', testName, file, words }];
  });
}

// What an earlier version did not write down is not a change.
function otherMetrics({ before, now, where, isWanted = always }: GateComparison): readonly GateChange[] {
  const earlier = new Map(before.tests.map((test) => [identity(test), test]));
  return now.tests.flatMap((test): readonly GateChange[] => {
    const { testName, file, metric } = test;
    const was = earlier.get(identity(test))?.metric;
    if (metric === undefined || was === undefined || !isWanted(testName)) return [];
    if (metric.unit === was.unit && metric.better === was.better) return [];
    const words = `${JSON.stringify(testName)} (${file}) is ${metricInWords(metric)}; in ${where} it is ${metricInWords(was)}. It starts without a history.`;
    return [{ kind: 'metric_changed', testName, file, words }];
  });
}

function metricInWords({ unit, better }: NonNullable<GatedTest['metric']>): string {
  return `${unit === '' ? 'without a unit' : `in ${JSON.stringify(unit)}`}, of which ${better === 'lower' ? 'less' : 'more'} is better`;
}

function widened({ before, now, where, isWanted = always }: GateComparison): readonly GateChange[] {
  const earlier = new Map(before.tests.map((test) => [identity(test), test]));
  const found = new Map<string, { option: string; before: GateValue; now: GateValue; testNames: string[] }>();
  for (const test of now.tests) {
    const old = earlier.get(identity(test));
    if (old === undefined || !isWanted(test.testName)) continue;
    for (const [option, value] of Object.entries(test.limits)) {
      const was = old.limits[option];
      if (!isWeakerBy(weakerLimit(option), was, value)) continue;
      const key = JSON.stringify([option, was, value]);
      const known = found.get(key) ?? { option, before: was!, now: value, testNames: [] };
      known.testNames.push(test.testName);
      found.set(key, known);
    }
  }
  return [...found.values()].map((change) => {
    const { option, before: was, now: is, testNames } = change;
    const words = `\`${option}\` of ${listed(testNames)} is ${shown(is)}; in ${where} it is ${shown(was)}.`;
    return { kind: 'limit_widened', ...change, words };
  });
}

function settings({ before, now, where }: GateComparison): readonly GateChange[] {
  return Object.entries(now.settings).flatMap(([setting, value]): readonly GateChange[] => {
    const field = fieldOf(setting);
    const was = before.settings[setting];
    if (field === null || !isWeakerBy(WEAKER_SETTING[field], was, value)) return [];
    const words = `\`${setting}\` of the configuration is ${shown(value)}; in ${where} it is ${shown(was!)}.`;
    return [{ kind: 'setting_changed', setting, before: was!, now: value, words }];
  });
}

// What an earlier version did not write down is not a change.
function isWeakerBy(rule: IsWeaker | null | undefined, before: GateValue | undefined, now: GateValue): boolean {
  return rule != null && before !== undefined && before !== now && rule(before, now);
}

function identity({ kind, key }: GatedTest): string {
  return `${kind} ${key}`;
}

function always(): boolean {
  return true;
}

function shown(value: GateValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function listed(names: readonly string[]): string {
  const first = names.slice(0, MOST_NAMES).map((name) => JSON.stringify(name));
  const more = names.length - first.length;
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
