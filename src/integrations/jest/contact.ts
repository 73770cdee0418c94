import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { PerformanceTestFramework } from '../../framework/framework.ts';
import type { Declaration } from '../shared/declaration.ts';

/** A test of a test file. */
export interface JestTestId {
  /** Absolute path of the file. */
  readonly path: string;
  /** With the names of the blocks that it stands in. */
  readonly name: string;
}

/** What a framework does inside a test. */
export type FrameworkOperations = Pick<
  PerformanceTestFramework,
  'runPerformanceTest' | 'comparePerformance' | 'validateRegression'
>;

/**
 * What measures, judges and collects, in the process's own context. Jest runs test files in contexts of their own, with
 * modules, clocks and timers of their own; nothing is measured by code that lives there.
 */
export interface JestHost {
  /** Measures, judges, and fails for what is a regression. */
  runTest(test: JestTestId, declaration: Declaration): Promise<void>;
  /** Calls an operation of a framework on behalf of a test; what it measures is reported with the others. */
  withFramework<Result>(
    test: JestTestId,
    operate: (framework: FrameworkOperations) => Promise<Result>,
  ): Promise<Result>;
}

/** What is published: whoever hosts puts itself in. */
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
