import { InvalidArgumentError } from 'commander';
import { problemWith } from '../config/fields.ts';
import type { Bounds } from '../model/bounds.ts';
import type { FunctionMetric } from '../model/function-metrics.ts';
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
