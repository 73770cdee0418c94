import * as v from 'valibot';
import type { StoredGate } from '../model/gate.ts';

const text = v.string();
const value = v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]);

const schema = v.object({
  suite: text,
  environmentKey: text,
  runId: text,
  recordedAt: text,
  commit: v.nullable(text),
  branch: v.nullable(text),
  tests: v.array(
    v.object({
      key: text,
      testName: text,
      kind: v.picklist(['test', 'comparison', 'metric', 'command']),
      file: text,
      metric: v.exactOptional(v.object({ unit: text, better: v.picklist(['lower', 'higher']) })),
      leftOut: v.nullable(v.picklist(['skip', 'only', 'todo'])),
      limits: v.record(text, value),
    }),
  ),
  settings: v.record(text, value),
});

/** The gate in a stored text; null where it is none. */
export function parseGate(content: string): StoredGate | null {
  try {
    const { success, output } = v.safeParse(schema, JSON.parse(content));
    return success ? output : null;
  } catch {
    return null;
  }
}
