import { perf } from 'evenkeel';
import { SLOW, samplesOf } from './samples.ts';
import { emptyStore, removeStore, type Stored, storeWith } from './stored.ts';

const samples = samplesOf(100);
let stored = 0;

perf.group('store', () => {
  // A series of its own each time: what one that grows costs would grow as well.
  perf(
    'stores a run',
    ({ thresholds }: Stored) => thresholds.updateBaseline(`test ${stored++}`, 'linux-x64', samples),
    { ...SLOW, setup: emptyStore, teardown: removeStore },
  );
  perf('reads a baseline of 100 runs', ({ thresholds }: Stored) => thresholds.getBaseline('parse', 'linux-x64'), {
    ...SLOW,
    setup: () => storeWith(100, 'parse', 'linux-x64'),
    teardown: removeStore,
  });
});
