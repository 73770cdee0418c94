import { expect } from '@jest/globals';
import { makePerformanceMatchers } from '../shared/matchers.ts';
import { ACCEPT_WITH } from './accept-with.ts';
import { tellOfInjectedGlobals } from './injected-globals.ts';
import type {} from './matcher-types.ts';

/** For `setupFilesAfterEnv`: adds evenkeel's matchers to `expect`. */
expect.extend(makePerformanceMatchers(ACCEPT_WITH));
tellOfInjectedGlobals();
