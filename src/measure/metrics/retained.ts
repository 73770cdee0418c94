import { median } from '../../statistics/core/median.ts';
import { prepareWithAfterEach } from '../after-each.ts';
import { now } from '../clock.ts';
import { collectGarbage } from '../garbage.ts';
import type { Subject } from '../subject.ts';
import { type MetricsOptions, type ProcessFigures, runBatch } from './figures.ts';
import { bytesInUse } from './heap-gauge.ts';

// Taken before the code under test is loaded, which may replace them.
const { max, min } = Math;
const STRETCHES = 7;
const LEAST_STRETCHES = 3;
/** Seconds that a stretch of calls takes at least, where it has not as many calls as are asked for. */
const STRETCH = 0.05;
const MOST_CALLS = 2 ** 14;
/** Less than this is nothing, in a call, and in a stretch of calls: V8 notes down so much for itself. */
const NOTHING = { perCall: 1, perStretch: 4096 };

/**
 * Samples what calls leave in use, once garbage is collected: the median of stretches of calls, of which the first ones are not
 * counted, because what is made once and kept is no leak.
 * @throws whatever the subject throws.
 */
export async function sampleRetained(subject: Subject, { maxDuration }: MetricsOptions): Promise<ProcessFigures> {
  const prepared = await prepareWithAfterEach(subject);
  const shortest = min(STRETCH, maxDuration / STRETCHES / 2);
  let calls = 1;
  while (calls < MOST_CALLS && (await runBatch(prepared, calls)).seconds < shortest) calls *= 2;
  await prepared.run(calls);
  let before = afterCollecting();
  const samples: number[] = [];
  const start = now();
  for (let i = 0; i < STRETCHES; i++) {
    if (i >= LEAST_STRETCHES && now() - start > maxDuration) break;
    await prepared.run(calls);
    const after = afterCollecting();
    const isNothing = after - before < max(NOTHING.perStretch, calls * NOTHING.perCall);
    samples[i] = isNothing ? 0 : (after - before) / calls;
    before = after;
  }
  return { metric: 'retainedBytes', samples: [median(samples)] };
}

// What was only weakly held, and what the first collection finalised, goes with the second one.
function afterCollecting(): number {
  collectGarbage();
  collectGarbage();
  return bytesInUse();
}
