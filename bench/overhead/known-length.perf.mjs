// Functions of known length: they look at the clock until their time is over.
import { perf } from 'evenkeel';

for (const microseconds of [1, 100, 10_000]) {
  perf(`${microseconds} µs`, () => {
    const end = performance.now() + microseconds / 1000;
    let now = 0;
    do now = performance.now();
    while (now < end);
    return now;
  });
}
