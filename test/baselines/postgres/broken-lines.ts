// Lines to a server that break at random places: what a store may do then, and what it may not.
import { runText } from '../../../src/baselines/portable-checksum.ts';
import { openPostgresStore } from '../../../src/baselines/postgres/postgres-store.ts';
import type { Patience } from '../../../src/baselines/postgres/server.ts';
import type { BaselineStore } from '../../../src/baselines/store.ts';
import { StoreError } from '../../../src/errors.ts';
import type { RunRecord } from '../../../src/model/baseline.ts';
import { runRecord, seededRandom } from '../records.ts';
import { type Fault, openRelay, type Relay } from './relay.ts';

/** Short, so that many lines can break; a line that is half open takes `statement` and a second to be given up. */
const PATIENCE: Patience = { connect: 500, statement: 300, retry: 4000 };
/** Longer than anything may take: the last try begins before `retry` is over. */
const MOST_MILLISECONDS = PATIENCE.retry + PATIENCE.connect + PATIENCE.statement + 1000 + 3000;
const KEY = { testName: 'parse a large file', environmentKey: 'linux-x86_64-node20' };
const BEFORE = [runRecord(0), runRecord(1)];
/** More bytes than one direction takes for what is done here. */
const MOST_BYTES = { to_server: 5000, to_client: 4000 };

/** What became of one line. */
export interface BrokenLine {
  readonly fault: Fault;
  /** Whether as many bytes as that went through it. */
  readonly isBroken: boolean;
  readonly milliseconds: number;
  /** What did not hold, a sentence each. */
  readonly problems: readonly string[];
}

/** Breaks one line at a place that the seed decides, while a run is stored and its history read. */
export async function breakALine(server: { url(): string; port: number }, seed: number): Promise<BrokenLine> {
  const project = `line ${seed}`;
  const direct = await openPostgresStore({ url: server.url(), project, env: {} });
  const relay = await openRelay(server.port);
  const url = server.url().replace(`:${server.port}/`, `:${relay.port}/`);
  const store = await openPostgresStore({ url, project, env: {}, patience: PATIENCE });
  try {
    await direct.append(BEFORE);
    const fault = faultOf(seed);
    const started = performance.now();
    const problems = await use(store, direct, relay, fault);
    const milliseconds = performance.now() - started;
    if (milliseconds > MOST_MILLISECONDS) problems.push(`it took ${Math.round(milliseconds)} ms`);
    return { fault, isBroken: relay.isBroken, milliseconds, problems };
  } finally {
    relay.close();
    await store.close();
    await direct.close();
  }
}

function textOf(runs: readonly RunRecord[]): string {
  return runs.map(runText).join('\n');
}

function faultOf(seed: number): Fault {
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const direction = pick(['to_server', 'to_client'] as const);
  return {
    direction,
    kind: pick(['cut', 'delay', 'half_open'] as const),
    afterBytes: Math.floor(random() * MOST_BYTES[direction]),
    pause: 20 + Math.floor(random() * 600),
  };
}

async function use(store: BaselineStore, direct: BaselineStore, relay: Relay, fault: Fault): Promise<string[]> {
  relay.breakOnce(fault);
  const problems: string[] = [];
  const added = runRecord(2);
  const isAcknowledged = await succeeds(store.append([added, runRecord(3, { testName: 'another' })]), problems);
  const read = await store.history(KEY).then(
    (runs) => runs,
    (error: unknown) => void expectStoreError(error, problems),
  );
  const expected = isAcknowledged ? [[...BEFORE, added]] : [BEFORE, [...BEFORE, added]];
  const isOneOf = (runs: readonly RunRecord[]) => expected.some((each) => textOf(each) === textOf(runs));
  // What is read decides a verdict: all of it, or an error.
  if (read !== undefined && !isOneOf(read)) problems.push(`it read ${read.map(({ runId }) => runId).join(', ')}`);
  const there = await direct.history(KEY);
  const another = await direct.history({ ...KEY, testName: 'another' });
  if (!isOneOf(there)) problems.push(`stored are ${there.map(({ runId }) => runId).join(', ')}`);
  if (another.length !== there.length - BEFORE.length) problems.push('half of a run is stored');
  return [...problems, ...store.warnings()];
}

async function succeeds(work: Promise<unknown>, problems: string[]): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      expectStoreError(error, problems);
      return false;
    },
  );
}

function expectStoreError(error: unknown, problems: string[]): void {
  if (!(error instanceof StoreError)) problems.push(`it threw ${String(error)}`);
}
