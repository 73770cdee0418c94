import { perf } from 'evenkeel';
import { type Message, readMessages } from './documents.ts';

perf.compare(
  'cloning > 200 records: a copy by hand against structuredClone',
  {
    baseline: (messages: readonly Message[]) => structuredClone(messages),
    candidate: (messages: readonly Message[]) => messages.map((message) => ({ ...message })),
  },
  { setup: () => readMessages(200) },
);
