import { perf } from 'evenkeel';
import { readMessages } from './documents.ts';
import { ish, kindaInt, sometimes } from './kinda.ts';

// What these calls do is left to chance. Each repeats its construct often enough that chance evens out within a call;
// what is left of it, evenkeel sees as noise and allows for.
perf.group('probabilistic', () => {
  perf('~kinda int: 5,000 fuzzy readings', () => {
    let sum = 0;
    for (let i = 0; i < 5000; i += 1) sum += kindaInt(42, 3);
    return sum;
  });

  perf(
    '~sometimes: half of 1,000 records are parsed',
    (records) => {
      let parsed = 0;
      for (const record of records) {
        sometimes(() => {
          parsed += JSON.parse(record).code;
        });
      }
      return parsed;
    },
    { setup: async () => (await readMessages(1000)).map((message) => JSON.stringify(message)) },
  );

  perf('~ish: 5,000 comparisons within a tolerance', () => {
    let near = 0;
    for (let i = 0; i < 5000; i += 1) if (ish(i % 10, 5)) near += 1;
    return near;
  });
});
