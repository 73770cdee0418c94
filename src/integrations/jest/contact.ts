import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { TestHost } from '../shared/test-host.ts';

/**
 * What measures, judges and collects, in the process's own context. Jest runs test files in contexts of their own, with
 * modules, clocks and timers of their own; nothing is measured by code that lives there.
 */
export type JestHost = Pick<TestHost, 'runTest' | 'withFramework' | 'resolver'>;

/** What is published; the host enters itself. */
interface Question {
  host: JestHost | null;
}

// Built-in modules are the same objects in every context, and this one is there to bring strangers together.
const MEETING_PLACE = 'evenkeel:jest';

/** Answers test files from now on. @returns a function that ends it. */
export function hostTests(host: JestHost): () => void {
  const answer = (question: unknown): void => {
    (question as Question).host = host;
  };
  subscribe(MEETING_PLACE, answer);
  return () => void unsubscribe(MEETING_PLACE, answer);
}

/** The host in this process; null where neither evenkeel's reporter nor its runner is at work in it. */
export function findHost(): JestHost | null {
  const question: Question = { host: null };
  channel(MEETING_PLACE).publish(question);
  return question.host;
}
