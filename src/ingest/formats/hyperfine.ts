import type { IngestedBenchmark, IngestedMetric, IngestProblem } from '../../model/ingested.ts';
import { PEAK_MEMORY, TIME } from '../../model/metric.ts';
import { elementsOf, type Members, membersOf, numberOf, numbersOf, textOf } from '../json.ts';
import { jsonOf } from '../json-of.ts';
import type { Reader } from '../reader.ts';

/**
 * hyperfine's `--export-json`. Every run of a command is a process of its own.
 * @see https://github.com/sharkdp/hyperfine
 */
export const hyperfine: Reader = {
  format: 'hyperfine',
  title: 'hyperfine',
  recognises(source) {
    return resultsOf(jsonOf(source)).some((result) => 'command' in result && ('times' in result || 'mean' in result));
  },
  read(source) {
    const benchmarks: IngestedBenchmark[] = [];
    const problems: IngestProblem[] = [];
    const notes: string[] = [];
    for (const result of resultsOf(source.json())) {
      const name = nameOf(result);
      const metrics = metricsOf(result);
      if (typeof metrics === 'string') problems.push({ line: null, name, message: metrics });
      else benchmarks.push({ name, metrics });
      notes.push(...failuresOf(name, result));
    }
    return { runs: [{ commit: null, recordedAt: null, machine: null, benchmarks }], problems, notes };
  },
};

function resultsOf(json: unknown): readonly Members[] {
  return elementsOf(membersOf(json).results).map(membersOf);
}

function nameOf({ command, parameters }: Members): string {
  const own = Object.entries(membersOf(parameters)).map(([name, value]) => `${name}=${String(value)}`);
  const text = textOf(command) ?? '';
  // The command has them in it already, unless it was given a name.
  const missing = own.filter((each) => !text.includes(each.slice(each.indexOf('=') + 1)));
  return missing.length > 0 ? `${text} (${missing.join(', ')})` : text;
}

// Only where its user told hyperfine to go on (`--ignore-failure`); the times are then those of failing.
function failuresOf(name: string, { exit_codes: codes }: Members): readonly string[] {
  const all = elementsOf(codes);
  const failed = all.filter((code) => code !== 0).length;
  return failed === 0 ? [] : [`${name}: ${failed} of its ${all.length} runs failed; their times count all the same.`];
}

/** @returns what is wrong, in words, where nothing was measured. */
function metricsOf(result: Members): readonly IngestedMetric[] | string {
  const failed = elementsOf(result.exit_codes).filter((code) => code !== 0).length;
  if (failed > 0)
    return `${failed} runs of the command failed, so its times are not those of its work; mend the command.`;
  const times = numbersOf(result.times);
  const value = numberOf(result.mean);
  if (value === null || value <= 0) return 'it has no mean; hyperfine was ended before the command was measured.';
  const time: IngestedMetric = {
    ...TIME,
    value,
    figures:
      times !== null && times.length > 0
        ? { kind: 'processes', processes: times.map((each) => [each]) }
        : { kind: 'summary', deviation: numberOf(result.stddev), count: null },
  };
  return [time, ...memoryOf(result)];
}

function memoryOf(result: Members): readonly IngestedMetric[] {
  const bytes = numbersOf(result.memory_usage_byte);
  if (bytes === null || bytes.length === 0) return [];
  return [
    {
      ...PEAK_MEMORY,
      value: Math.max(...bytes),
      figures: { kind: 'processes', processes: bytes.map((each) => [each]) },
    },
  ];
}
