import type { PerformanceTestResult } from '../model/result.ts';
import { Verbatim } from './stable-json.ts';

/**
 * An element of a report, to be written quickly: a result whose samples are those of its processes, one after the other, with both written as numbers only once. Writing
 * numbers is nearly all of the time that a report takes.
 */
export function withSharedSamples(element: unknown): unknown {
  if (!isResult(element) || !isJoined(element)) return element;
  const { samples: _, processes, ...rest } = element;
  const texts = processes.map((process) => JSON.stringify(process.samples));
  const inner = texts.map((text) => text.slice(1, -1)).filter((text) => text !== '');
  return {
    ...rest,
    samples: new Verbatim(`[${inner.join(',')}]`),
    processes: processes.map((process, i) => ({ ...process, samples: new Verbatim(texts[i]!) })),
  };
}

// Of the lists of a report, only results have processes of their own.
function isResult(element: unknown): element is PerformanceTestResult {
  return typeof element === 'object' && element !== null && 'processes' in element && 'samples' in element;
}

function isJoined({ samples, processes }: PerformanceTestResult): boolean {
  let at = 0;
  for (const process of processes) {
    for (const sample of process.samples) if (sample !== samples[at++]) return false;
  }
  return at === samples.length;
}
