import { posix } from 'node:path';
import { perf } from 'evenkeel';

// Far shorter than the clock can tell: evenkeel times many calls together as one sample.
perf('paths > normalises a path', () => posix.normalize('/srv/app/../shared/./fonts/sans.woff2'));
