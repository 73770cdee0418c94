import { expect } from '@jest/globals';
import { performanceMatchers } from '../shared/matchers.ts';
import { tellOfInjectedGlobals } from './injected-globals.ts';
import type {} from './matcher-types.ts';
import { ACCEPT_WITH } from './words.ts';

/** For `setupFilesAfterEnv`: adds evenkeel's matchers to `expect`. */
expect.extend(performanceMatchers(ACCEPT_WITH));
tellOfInjectedGlobals();
