// The set-up file of the performance project: runs in the process of each of its files, before the file loads.
import '../../real-time.ts';
import { expect } from 'vitest';
import { registerTypeScript } from '../../suite/loading/register.ts';
import { performanceMatchers } from './matchers.ts';
import { declarePerfTests } from './perf-files.ts';

const { typescript } = process.features as { typescript?: unknown };
if (!typescript) registerTypeScript({ mode: 'strip', cacheDirectory: null });
expect.extend(performanceMatchers);
declarePerfTests();
