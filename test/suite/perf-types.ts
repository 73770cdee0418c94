import { perf } from '../../src/suite/perf.ts';

const rows = [3, 1, 2];
const expectType = <T>(_value: T) => undefined;
perf('a', () => 1, { iterations: 100, thresholdFactor: 1.2, statisticalMethod: 'robust', baselineKey: 'sqrt' });
perf.compare('c', { baseline: () => 1, candidate: () => 2 }, { maxOverheadPercent: 20 });
perf('context of setup', (numbers) => expectType<number[]>(numbers), { setup: () => rows });
perf('async setup', (numbers) => expectType<number[]>(numbers), { setup: async () => rows });
perf('copy', (numbers) => numbers.sort(), {
  setup: () => rows,
  beforeEach: (all) => [...all],
  teardown: (all) => all.length,
});
perf('async copy', (numbers) => numbers.sort(), { setup: async () => rows, beforeEach: async (all) => [...all] });
perf('other', (text: string) => text.length, { setup: () => rows, beforeEach: (all) => all.join() });
perf('no setup', (text) => text.length, { beforeEach: () => 'text' });
perf('reset only', () => rows.length, {
  beforeEach: () => {
    rows.length = 0;
  },
});
perf('reset ctx', (queue) => queue.size, { setup: () => new Set<number>(), beforeEach: (queue) => queue.clear() });
perf('reset async', (queue) => queue.size, {
  setup: () => new Set<number>(),
  beforeEach: async (queue) => queue.clear(),
});
perf('no opts', async () => undefined);
perf('teardown', (s) => s.size, { setup: () => new Set<number>(), teardown: (s) => s.clear() });
perf.compare('cmp', { baseline: (r) => r.length, candidate: (r) => expectType<number[]>(r) }, { setup: () => rows });
perf.compare(
  'cmp2',
  { baseline: (r) => r.length, candidate: (r) => expectType<number[]>(r) },
  { setup: () => rows, beforeEach: (r) => r.slice() },
);
perf('untyped other', (text) => expectType<string>(text), { setup: () => rows, beforeEach: (all) => all.join() });
