const ADVICE: Readonly<Record<string, string>> = {
  coverage: 'Code coverage was being collected, which makes code several times slower. Measure without it.',
  inspector:
    'A debugger was attached or could attach, which keeps V8 from some of its optimisations. Measure without --inspect, and outside a debugging session.',
};

/**
 * What a person should do about the conditions that code was measured under, a sentence or two each.
 * @param conditions as `speedChangingConditions` names them.
 */
export function adviceOnConditions(conditions: readonly string[]): string[] {
  const options = conditions.filter((condition) => !(condition in ADVICE));
  const known = conditions.flatMap((condition) => ADVICE[condition] ?? []);
  if (options.length === 0) return known;
  return [
    ...known,
    `Node ran with options that change how V8 compiles or collects (${options.join(', ')}), so this is compared only with what was measured under the same ones. Leave them out to measure what users run.`,
  ];
}
