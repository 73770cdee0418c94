import { expect, it } from 'vitest';
import { createMemoryStore } from '../../../src/baselines/memory-store.ts';
import { readBaselinesElsewhere } from '../../../src/framework/confirm/confirm-suspects.ts';
import { runRecord } from '../../baselines/records.ts';

it('reads what counts of a test in other environments, by the same method, oldest first', async () => {
  const here = runRecord(1);
  const counting = [runRecord(4, { environmentKey: 'b' }), runRecord(2, { environmentKey: 'a' })];
  const store = createMemoryStore();
  await store.append([
    here,
    ...counting,
    runRecord(3, { environmentKey: 'a', status: 'regression' }),
    runRecord(5, { environmentKey: 'a', method: 'in_process' }),
    runRecord(6, { environmentKey: 'a', testName: 'another' }),
  ]);
  expect(await readBaselinesElsewhere(store, here, 'fresh_processes')).toEqual(counting.toReversed());
});
