import fc from 'fast-check';
import { beforeEach } from 'vitest';
import { isLeftOut } from './left-out.ts';

// The same cases for every mutant, and no more than thousands of mutants can wait for.
fc.configureGlobal({ numRuns: 25, seed: 1 });

beforeEach(({ task, skip }) => {
  if (isLeftOut(task.fullTestName.replaceAll(' > ', ' '))) skip();
});
