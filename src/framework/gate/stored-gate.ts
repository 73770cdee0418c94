import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { canDoWithout } from '../../baselines/away.ts';
import type { BaselineStore } from '../../baselines/store.ts';
import type { PerformanceConfigFields } from '../../config/fields.ts';
import { PerformanceConfig } from '../../config/performance-config.ts';
import type { CollectedFile } from '../../measure/processes/collect-tests.ts';
import type { EnvironmentContext } from '../../model/environment.ts';
import type { Gate, GateChange, StoredGate, SuiteKey } from '../../model/gate.ts';
import { isoTime } from '../../real-time.ts';
import { openExistingStore } from '../store/open-store.ts';
import type { RecordingPolicy, RecordingWish } from '../store/recording.ts';
import { gateChanges } from './gate-changes.ts';
import { gateOf } from './gate-of.ts';

/** What makes a run the run of a whole suite, which can be held against another one. */
export interface SuiteFacts {
  /** What the performance files were looked for by; none for all. */
  readonly patterns: readonly string[];
  /** The configuration without what the command line says besides. */
  readonly config: PerformanceConfigFields;
}

/** Where a run stands. */
export interface GateFacts extends SuiteFacts {
  /** The working directory; absolute. */
  readonly directory: string;
  /** Whether baselines are kept, and where. */
  readonly stored: { readonly config: PerformanceConfig; readonly cachePath: string | null };
  readonly context: EnvironmentContext;
  /** Whether the run fails for what changed in the gate, so that it has to be known. */
  readonly isRequired: boolean;
}

/** The gate of a run, and what has become of it since the newest whole one. */
export interface GateOfRun {
  /** To be stored with the run; undefined where it is a part of its suite. */
  readonly gate: StoredGate | undefined;
  readonly changes: readonly GateChange[];
}

/** Holds the gate of a run against that of the newest whole run of the same suite, as far as the store knows it. */
export async function gateSinceNewestRun(
  store: BaselineStore,
  files: readonly CollectedFile[],
  facts: GateFacts,
): Promise<GateOfRun> {
  const { context, config, stored } = facts;
  const key = { suite: suiteOf(facts), environmentKey: context.environmentKey };
  const before = await unlessAway(
    () => (stored.config.enableCaching ? store.gate(key) : gateWithoutStore(key, facts)),
    facts,
  );
  const brokenFiles = files.flatMap((collected) => ('failure' in collected ? collected.file.name : []));
  const now = withoutPlace(gateOf(files, config));
  const { commit, branch } = context.ciEnvironment;
  const gate = {
    ...key,
    ...withBroken(now, before ?? null, brokenFiles),
    runId: context.sessionId,
    recordedAt: isoTime(),
    commit,
    branch,
  };
  // Were it stored, what it weakened would never be told.
  if (before === undefined) return { gate: undefined, changes: [] };
  if (before === null) return { gate, changes: [] };
  return { gate, changes: gateChanges({ before, now, where: runInWords(before), brokenFiles }) };
}

/** The gate as the store has it; undefined where that is away and can be done without, which is said of past runs. */
async function unlessAway(
  read: () => Promise<StoredGate | null>,
  { isRequired }: Pick<GateFacts, 'isRequired'>,
): Promise<StoredGate | null | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isRequired || !canDoWithout(error)) throw error;
    return undefined;
  }
}

/** What is said where a run that would write baselines is told not to; nothing elsewhere. */
export function recordingOff(
  wish: RecordingWish,
  automatic: RecordingPolicy,
  { ciEnvironment }: Pick<EnvironmentContext, 'ciEnvironment'>,
) {
  const isOff = wish === 'never' && automatic.mode === 'record' && ciEnvironment.isCI;
  return isOff ? [{ kind: 'recording_off', words: RECORDING_OFF } as const] : [];
}

const RECORDING_OFF =
  'This run would have written baselines, as the main branch does in CI, and was told not to (--no-record): what is slower ' +
  'from now on is held against older runs.';

// The gate is in the store that is named there.
function withoutPlace({ tests, settings: { cache_directory: _, store: __, project: ___, ...settings } }: Gate): Gate {
  return { tests, settings };
}

// What a file that cannot be loaded would declare is what it declared.
function withBroken(now: Gate, before: Gate | null, brokenFiles: readonly string[]): Gate {
  const kept = (before?.tests ?? []).filter(({ file }) => brokenFiles.includes(file));
  return { ...now, tests: [...now.tests, ...kept] };
}

// Where baselines are switched off, the store still tells that they were not.
async function gateWithoutStore(key: SuiteKey, { stored }: GateFacts): Promise<StoredGate | null> {
  const config = new PerformanceConfig({ ...stored.config, enableCaching: true });
  const store = await openExistingStore(config, stored.cachePath);
  try {
    return await store.gate(key);
  } finally {
    await store.close();
  }
}

/** The same suite has the same name wherever it is checked out. */
function suiteOf({ directory, patterns }: GateFacts): string {
  const place = relative(rootOf(directory), directory).split(sep).join('/') || '.';
  return [place, ...patterns.toSorted()].join('\n');
}

// The repository where there is one, so that suites of its packages are different ones.
function rootOf(directory: string): string {
  for (let root = directory; ; root = dirname(root)) {
    if (existsSync(join(root, '.git'))) return root;
    if (dirname(root) === root) return directory;
  }
}

function runInWords({ recordedAt, commit, branch }: StoredGate): string {
  const time = recordedAt.slice(0, 16).replace('T', ' ');
  const facts = [commit && `commit ${commit.slice(0, 7)}`, branch && `branch ${branch}`].filter(Boolean);
  return `the newest whole run (${[`${time} UTC`, ...facts].join(', ')})`;
}
