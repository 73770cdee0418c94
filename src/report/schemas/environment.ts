import * as v from 'valibot';
import { nullableNumber, nullableText, number, text, texts } from './values.ts';

/** What the machine was doing. */
export const resources = v.looseObject({
  cpuPercent: number,
  cpuStealPercent: nullableNumber,
  cpuOthersPercent: v.optional(nullableNumber, null),
  cpuThrottledPercent: v.optional(nullableNumber, null),
  cpuPressurePercent: v.optional(nullableNumber, null),
  memoryPressurePercent: v.optional(nullableNumber, null),
  ioPressurePercent: v.optional(nullableNumber, null),
  memoryPercent: number,
  diskIoRate: number,
  loadAverage: nullableNumber,
  measurementDuration: number,
});

/** What a run was made with. */
export const madeWith = v.looseObject({
  node: nullableText,
  v8: nullableText,
  runtime: nullableText,
  os: nullableText,
  kernel: nullableText,
  runnerImage: nullableText,
  processor: nullableText,
  machineSpeed: v.nullable(v.looseObject({ factor: number, compute: number, memory: number, allocation: number })),
  lockfiles: v.array(v.looseObject({ file: text, hash: text })),
});

const kernel = v.looseObject({ time: number, factor: number });

/** How fast the machine is. */
export const calibration = v.looseObject({
  timerResolution: number,
  timerCost: number,
  kernels: v.looseObject({ compute: kernel, memory: kernel, allocation: kernel }),
  factor: number,
  measuredAt: text,
});

const ciSubject = v.variant('kind', [
  v.looseObject({
    kind: v.picklist(['working_tree', 'branch', 'pull_request', 'tag', 'unread_commit', 'untold']),
  }),
  v.looseObject({ kind: v.literal('event'), event: text }),
  v.looseObject({ kind: v.literal('other_commit'), named: text }),
  v.looseObject({ kind: v.picklist(['conflict', 'switched_off']), providers: texts }),
]);

/** Where it was measured. */
export const environment = v.looseObject({
  ciEnvironment: v.looseObject({
    isCI: v.boolean(),
    provider: text,
    isPullRequest: v.boolean(),
    subject: v.optional(ciSubject, { kind: 'untold' }),
    branch: nullableText,
    baseBranch: nullableText,
    defaultBranch: v.optional(nullableText, null),
    commit: nullableText,
    headCommit: nullableText,
    pullRequest: nullableNumber,
    runId: nullableText,
    runUrl: nullableText,
  }),
  platformProfile: v.looseObject({
    cpuCores: number,
    cpuQuota: nullableNumber,
    cpuModel: text,
    cpuFrequencyMhz: nullableNumber,
    memoryGb: number,
    platformFamily: text,
    virtualized: v.boolean(),
    virtualizationEvidence: texts,
    baselineFactor: number,
    architecture: text,
    nodeVersion: text,
    v8Version: v.optional(text, 'unknown'),
  }),
  resourceConstraints: resources,
  performanceMultiplier: number,
  runtimeConditions: v.optional(texts, []),
  timestamp: text,
  sessionId: text,
  environmentKey: text,
  madeWith: v.exactOptional(madeWith),
});
