import { perf } from 'evenkeel';
import { fingerprint } from './fingerprint.ts';

// The steadiest form, and unchanged what `evenkeel run` measures: each test in fresh processes of its own.
perf('fingerprint', () => fingerprint('a text'), { iterations: 20, processes: 3, maxDuration: 0.5 });
