import { type ConfigField, fieldNames, type PerformanceConfigFields } from '../../config/fields.ts';
import { keyOf } from '../../config/keys.ts';
import { PerformanceConfig } from '../../config/performance-config.ts';
import { planTest } from '../../config/plan.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { Gate, GatedTest, GateValue } from '../../model/gate.ts';
import type { TestPlan } from '../../model/suite.ts';
import { leftOutOf } from '../suite/plan-suite.ts';
import { WEAKER_LIMIT, WEAKER_SETTING } from './weaker.ts';

/** The gate that files and a configuration make. What cannot be loaded is not in it. */
export function gateOf(files: readonly CollectedFile[], config: PerformanceConfigFields): Gate {
  return { tests: files.flatMap((collected) => gatedTests(collected, config)), settings: settingsOf(config) };
}

function gatedTests(collected: CollectedFile, config: PerformanceConfigFields): readonly GatedTest[] {
  if ('failure' in collected) return [];
  const reasons = new Map(leftOutOf(collected).map(({ testName, reason }) => [testName, reason]));
  return collected.tests.map((declaration) => ({
    key: declaration.options.baselineKey ?? declaration.name,
    testName: declaration.name,
    kind: declaration.kind,
    file: collected.file.name,
    leftOut: reasons.get(declaration.name) ?? null,
    // As the files and the configuration have it: not what the command line, or CI, makes of it.
    limits: limitsOf(planTest(declaration, new PerformanceConfig(config), { isCI: false }), declaration.kind),
  }));
}

// Of a comparison of functions the limit is its overhead, of a test everything else.
const OF_TESTS: readonly (keyof TestPlan)[] = ['tolerancePercent', 'thresholdFactor', 'statisticalMethod'];
const OF_COMPARISONS: readonly (keyof TestPlan)[] = ['maxOverheadPercent'];

function limitsOf(plan: TestPlan, kind: GatedTest['kind']): Readonly<Record<string, GateValue>> {
  const foreign = kind === 'test' ? OF_COMPARISONS : OF_TESTS;
  const names = (Object.keys(WEAKER_LIMIT) as (keyof TestPlan)[]).filter(
    (name) => WEAKER_LIMIT[name] !== null && !foreign.includes(name),
  );
  return Object.fromEntries(names.map((name) => [name, plan[name]]));
}

function settingsOf(config: PerformanceConfigFields): Readonly<Record<string, GateValue>> {
  const fields = fieldNames.filter((field: ConfigField) => WEAKER_SETTING[field] !== null);
  return Object.fromEntries(fields.map((field) => [keyOf(field), config[field]]));
}
