import { describe, expect, it, vi } from 'vitest';
import { startResourceWatch } from '../../../src/environment/resources.ts';
import { contextOf, watchResources, withResources } from '../../../src/framework/result/watched-resources.ts';
import { adviceOnInterference } from '../../../src/judge/interference.ts';
import type { WorkerOutcome, WorkerPool } from '../../../src/measure/processes/worker-process.ts';
import { calm } from '../../environment/contexts.ts';
import { talking } from '../../measure/processes/talking.ts';
import { context, measured } from '../fixtures.ts';

vi.mock('../../../src/environment/resources.ts', { spy: true });

type Request = Parameters<WorkerPool['ask']>[0];

/** A pool that answers this, and says whether it was closed. */
function poolOf(outcome: WorkerOutcome) {
  let isClosed = false;
  const pool: WorkerPool = talking(
    async () => outcome,
    () => {
      isClosed = true;
    },
  );
  return { pool: watchResources(pool), isClosed: () => isClosed };
}

describe('watchResources', () => {
  it('adds to a measurement what the machine was doing', async () => {
    const measurement = measured(1e-3);
    const { pool } = poolOf({ kind: 'measured', measurement });
    const outcome = await pool.ask({} as Request, 60);
    expect(outcome).toEqual({
      kind: 'measured',
      measurement: { ...measurement, resources: expect.objectContaining({ cpuPercent: expect.any(Number) }) },
    });
  });

  it('does so in a conversation as well, once it ends', async () => {
    const { pool } = poolOf({ kind: 'measured', measurement: measured(1e-3) });
    const talk = pool.open();
    expect(await talk.say({ kind: 'measure' } as Request, 60)).toMatchObject({ kind: 'warm' });
    const outcome = await talk.say({ kind: 'no_more_turns' }, 60);
    expect(outcome).toMatchObject({ measurement: { resources: { cpuPercent: expect.any(Number) } } });
  });

  it('does not take the other process of a pair for other programs', async () => {
    const busy = { ...calm, cpuOthersPercent: 60 };
    vi.mocked(startResourceWatch)
      .mockReturnValueOnce({ stop: () => busy })
      .mockReturnValueOnce({ stop: () => busy });
    const { pool } = poolOf({ kind: 'measured', measurement: measured(1e-3) });
    const talk = pool.open();
    await talk.say({ kind: 'measure' } as Request, 60);
    const inPair = await talk.say({ kind: 'no_more_turns' }, 60);
    const alone = await pool.ask({} as Request, 60);
    const processes = [inPair, alone].map((outcome) => (outcome.kind === 'measured' ? [outcome.measurement] : []));
    expect(processes[0]![0]!.resources).toEqual({ ...busy, cpuOthersPercent: null });
    expect(adviceOnInterference(processes[0]!)).toEqual([]);
    expect(adviceOnInterference(processes[1]!)).toEqual([expect.stringMatching(/^Other programs kept/)]);
  });

  it('leaves other answers as they are, and closes the pool', async () => {
    const outcome: WorkerOutcome = { kind: 'aborted' };
    const { pool, isClosed } = poolOf(outcome);
    expect(await pool.ask({} as Request, 60)).toBe(outcome);
    pool.close();
    expect(isClosed()).toBe(true);
  });
});

describe('withResources', () => {
  it('adds what the machine was doing, and passes on what is thrown', async () => {
    const measurement = measured(1e-3);
    const { resources, ...rest } = await withResources(async () => measurement);
    expect(rest).toEqual(measurement);
    expect(resources?.measurementDuration).toBeGreaterThanOrEqual(0);
    await expect(withResources(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

describe('contextOf', () => {
  it("is the machine's, with the resources of the result's own processes", () => {
    const busy = { ...calm, cpuPercent: 90 };
    const processes = [measured(1e-3, { resources: busy }), measured(1e-3, { resources: { ...busy, cpuPercent: 70 } })];
    expect(contextOf(context(), processes)).toMatchObject({
      environmentKey: context().environmentKey,
      resourceConstraints: { cpuPercent: 80, measurementDuration: 2 },
    });
  });

  it("is the machine's alone where no process says anything", () => {
    const given = context();
    expect(contextOf(given, [measured(1e-3)])).toBe(given);
  });
});
