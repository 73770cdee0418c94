import { describe, expect, it } from 'vitest';
import { canDoWithout, isAway, storeIsAway } from '../../../src/baselines/away.ts';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { PatientStore } from '../../../src/baselines/spool/patient-store.ts';
import { Spool } from '../../../src/baselines/spool/spool.ts';
import { StoreError } from '../../../src/errors.ts';
import { runRecord } from '../records.ts';

const PLACE = { place: 'here', identity: 'here', project: 'this' };

function patient({ isRequired = false, absences = new Map(), error = storeIsAway('It is away.', null) } = {}) {
  const state = { now: 0, asked: 0, isThere: false };
  const store = Object.assign(createMemoryStore(), PLACE, {
    async history() {
      state.asked++;
      if (!state.isThere) throw error;
      return [];
    },
  });
  const spool = new Spool('nowhere');
  const opened = () => new PatientStore(store, { spool, isRequired, now: () => state.now, absences });
  return { state, store: opened(), opened };
}

const ask = (store: PatientStore) =>
  store.history(runRecord(1)).then(
    () => null,
    (error: unknown) => error,
  );

describe('a store that was away', () => {
  it('is left alone for a minute, then for two, and up to ten', async () => {
    const { state, store } = patient();
    const waits: number[] = [];
    let last = 0;
    for (state.now = 0; state.now < 3_600_000; state.now += 5000) {
      const before = state.asked;
      expect(isAway(await ask(store))).toBe(true);
      if (state.asked === before) continue;
      waits.push((state.now - last) / 60_000);
      last = state.now;
    }
    expect(waits).toEqual([0, 1, 2, 4, 8, 10, 10, 10, 10]);
  });

  it('is asked again after that, and as always once it is back', async () => {
    const { state, store } = patient();
    await ask(store);
    state.isThere = true;
    expect(await ask(store)).toBeInstanceOf(StoreError);
    state.now = 60_000;
    expect(await ask(store)).toBeNull();
    state.isThere = false;
    await ask(store);
    state.now += 60_000;
    await ask(store);
    expect(state.asked).toBe(4);
  });

  it('is left alone by all that were opened in the process', async () => {
    const { state, store, opened } = patient();
    await Promise.all(Array.from({ length: 10 }, () => ask(store)));
    expect(state.asked).toBe(10);
    for (let i = 0; i < 10; i++) expect(isAway(await ask(opened()))).toBe(true);
    expect(state.asked).toBe(10);
    state.now = 60_000;
    await ask(store);
    // Those that asked at once were one absence.
    expect(state.asked).toBe(11);
  });

  it('can be done without, unless it is required', async () => {
    expect(canDoWithout(await ask(patient().store))).toBe(true);
    const required = await ask(patient({ isRequired: true }).store);
    expect(canDoWithout(required)).toBe(false);
    expect(required).toMatchObject({ message: expect.stringContaining('`store_required` is set') });
  });
});

it('is asked each time where it refuses', async () => {
  const { state, store } = patient({ error: new StoreError('The password is wrong.') });
  for (let i = 0; i < 3; i++) expect(isAway(await ask(store))).toBe(false);
  expect(state.asked).toBe(3);
});
