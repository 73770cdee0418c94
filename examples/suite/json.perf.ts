import { perf } from 'evenkeel';
import { readMessages } from './documents.ts';

perf.group('json', () => {
  perf('parses 200 records', (text) => JSON.parse(text), {
    setup: async () => JSON.stringify(await readMessages(200)),
  });

  perf('writes 200 records', (messages) => JSON.stringify(messages), {
    setup: () => readMessages(200),
  });
});
