// What bench/metrics.mjs measures: functions that allocate in different ways, each as much as SCALE says.
import { perf } from 'evenkeel';

const scale = Number(process.env.EVENKEEL_BENCH_SCALE ?? 1);
const count = (usual) => Math.round(usual * scale);
const metrics = ['allocatedBytes'];

const text = JSON.stringify(Array.from({ length: count(200) }, (_, i) => ({ id: 1000 + i, name: `item ${1000 + i}` })));
perf('JSON.parse', () => JSON.parse(text), { metrics });

const numbers = Array.from({ length: count(1000) }, (_, i) => i);
perf('array maps', () => numbers.map((x) => x * 2).map((x) => x + 0.5), { metrics });

perf(
  'string concat',
  () => {
    let all = '';
    for (let i = 0; i < count(500); i++) all += i;
    return all;
  },
  { metrics },
);

perf('closures', () => numbers.map((x) => () => x), { metrics });
perf('typed arrays', () => new Float64Array(numbers.length * 4), { metrics });
perf('large array', () => new Array(count(12_000)).fill(1), { metrics });

perf(
  'async',
  async () => {
    const all = [];
    for (let i = 0; i < count(100); i++) all.push(await Promise.resolve({ i }));
    return all.length;
  },
  { metrics },
);

perf('own input', (list) => list.map((x) => ({ x })), { input: () => [...numbers], metrics });
