import { InvalidArgumentError } from 'commander';
import { problemWith } from '../config/fields.ts';
import { type Bounds, OPTION_BOUNDS } from '../model/bounds.ts';
import type { FunctionMetric } from '../model/function-metrics.ts';
import type { Shard } from '../model/part.ts';
import { TEST_OPTIONS } from '../model/test-options.ts';

/** Where the baselines are. */
export const STORE_OPTION = [
  '--store <address>',
  'server of the baselines, as postgres://user@host/database (default: that of the configuration)',
] as const;

/** Whether there is a verdict without past runs where that is away. */
export const STORE_REQUIRED_OPTION = [
  '--store-required',
  'exit with 2 where that server is away (default: do without past runs, and let what is recorded wait for it)',
] as const;

/** The option of every command that reads the configuration. */
export const CONFIG_OPTION = ['--config <file>', 'configuration file (default: the nearest one upwards)'] as const;

/** The option of every command whose verdicts go by the configuration. */
export const CONFIG_FROM_OPTION = [
  '--config-from <ref>',
  'take the configuration of this git revision, such as origin/main, in place of the one here',
] as const;

/** The option of the commands that measure functions. */
export const METRICS_OPTION = [
  '--metrics <names>',
  `what to measure of functions, with commas in between: ${TEST_OPTIONS.metrics.words.join(', ')} (default: time, or what the test says)`,
  readMetrics,
] as const;

/** The options of the commands of which machines may share the tests. */
export const SHARD_OPTIONS = [
  [
    '--shard <i/n>',
    'measure one of n parts of the tests, the i-th: with --blob, and "evenkeel merge" afterwards',
    readShard,
  ],
  ['--blob <file>', 'with --shard: write what was measured here to this file, for "evenkeel merge"'],
] as const;

/** Reads which part is meant: the how many-th, a slash, of how many. */
export function readShard(text: string): Shard {
  const [part = 0, of = 0] = /^([0-9]{1,4})\/([0-9]{1,4})$/.exec(text)?.slice(1).map(Number) ?? [];
  const { most } = OPTION_BOUNDS.shards;
  if (part >= 1 && part <= of && of <= most) return { part, of };
  throw new InvalidArgumentError(`It must be a part and how many there are, such as 2/4, of at most ${most}.`);
}

/** A parser for an option that takes a whole number from 1 to `most`. */
export function numberOption({ most }: Pick<Bounds, 'most'>): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}

/** A parser for an option that takes one of several words. */
export function wordOption<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((each) => each === text);
    if (word !== undefined) return word;
    throw new InvalidArgumentError(`It must be ${words.join(' or ')}.`);
  };
}

/** Reads the metrics of functions, with commas in between. */
export function readMetrics(text: string): readonly FunctionMetric[] {
  const names = text.split(',').map((name) => name.trim());
  const problem = problemWith('metrics', names);
  if (problem === null) return names as readonly FunctionMetric[];
  throw new InvalidArgumentError(`It ${problem}.`);
}
