import { isoTime, parseTime } from '../../real-time.ts';
import { Collected } from '../collected.ts';
import type { RunOrigin } from '../findings.ts';
import { elementsOf, type Members, membersOf, numberOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import type { Reader } from '../reader.ts';
import { collectRuns } from './google-runs.ts';

/**
 * Google Benchmark's JSON (`--benchmark_format=json`, `--benchmark_out`).
 * @see https://github.com/google/benchmark/blob/main/docs/user_guide.md
 */
export const googleBenchmark: Reader = {
  format: 'google-benchmark',
  title: 'Google Benchmark',
  recognises(source) {
    return runsIn(jsonOf(source)).some(
      (run) => textOf(run.name) !== null && ('real_time' in run || 'run_type' in run || 'cpu_coefficient' in run),
    );
  },
  read(source) {
    const json = source.json();
    const context = membersOf(membersOf(json).context);
    const collected = new Collected();
    collectRuns(
      runsIn(json).filter((run) => textOf(run.name)?.trim()),
      collected,
    );
    if (context.library_build_type === 'debug')
      collected.note('The library was built for debugging: its times are longer.');
    return collected.file(source.name, factsOf(context));
  },
};

function runsIn(json: unknown): readonly Members[] {
  return elementsOf(membersOf(json).benchmarks).map(membersOf);
}

function factsOf(context: Members): RunOrigin {
  const cpus = numberOf(context.num_cpus);
  const speed = numberOf(context.mhz_per_cpu);
  const commit = Object.entries(context).find(([key, value]) => /commit(?:_hash)?$/i.test(key) && isHash(value))?.[1];
  const date = textOf(context.date) ?? '';
  return {
    commit: textOf(commit),
    // Older versions write the local time without saying where.
    recordedAt: /[+-]\d\d:\d\d$|Z$/.test(date) && !Number.isNaN(parseTime(date)) ? isoTime(parseTime(date)) : null,
    machine: cpus === null ? null : `${cpus} processors${speed === null ? '' : ` of ${speed} MHz`}`,
  };
}

function isHash(value: unknown): boolean {
  return /^[0-9a-f]{7,40}$/.test(textOf(value) ?? '');
}
