import type { TimedCommand, TimingReport } from '../../model/timing.ts';
import { inertJson } from '../../output/escaped.ts';
import { csvCell } from '../documents/csv.ts';
import { neutralizeName } from '../text/neutralize.ts';
import { allOf, figuresOf, TIME_UNITS, type TimeUnit } from './figures.ts';
import { numberText } from './render-timing.ts';

/** The result as hyperfine's `--export-json` writes it, in seconds and bytes. Memory is left out where a run's is unknown. */
export function timingJson({ commands }: TimingReport): string {
  const results = commands.map((command) => {
    const { mean, stddev, median, user, system, min, max } = figuresOf(command);
    const { name, runs, parameters } = command;
    const memory = allOf(runs, 'peakMemory');
    return {
      command: name,
      ...{ mean, stddev, median, user, system, min, max },
      times: runs.map(({ wall }) => wall),
      ...(memory && { memory_usage_byte: memory }),
      exit_codes: runs.map(({ exitCode }) => exitCode),
      ...(Object.keys(parameters).length > 0 && { parameters }),
    };
  });
  return inertJson(`${JSON.stringify({ results }, null, 2)}\n`);
}

/** The result as hyperfine's `--export-csv` writes it, in seconds. */
export function timingCsv({ commands }: TimingReport): string {
  const parameters = [...new Set(commands.flatMap((command) => Object.keys(command.parameters)))];
  const headings = ['command', 'mean', 'stddev', 'median', 'user', 'system', 'min', 'max'];
  const rows = commands.map((command) => {
    const { mean, stddev, median, user, system, min, max } = figuresOf(command);
    const values = parameters.map((name) => command.parameters[name] ?? null);
    return [command.name, mean, stddev, median, user, system, min, max, ...values];
  });
  return [[...headings, ...parameters.map((name) => `parameter_${name}`)], ...rows]
    .map((cells) => `${cells.map(csvCell).join(',')}\n`)
    .join('');
}

/** The result as hyperfine's `--export-markdown` writes it; what is relative has its interval. */
export function timingMarkdown(report: TimingReport, unit: TimeUnit | null): string {
  const { commands, reference } = report;
  const longest = Math.max(...commands.map((command) => figuresOf(command).mean));
  const { name, seconds } = TIME_UNITS[unit ?? (longest < 1 ? 'millisecond' : 'second')];
  const digits = seconds === 1 ? 3 : 1;
  const time = (value: number) => (value / seconds).toFixed(digits);
  const rows = commands.map((command, i) => {
    const { mean, stddev, min, max } = figuresOf(command);
    const scatter = stddev === null ? '' : ` ± ${time(stddev)}`;
    return [code(command.name), time(mean) + scatter, time(min), time(max), relativeOf(command, i === reference)];
  });
  const head = ['Command', `Mean [${name}]`, `Min [${name}]`, `Max [${name}]`, 'Relative'];
  return [head, [':---', '---:', '---:', '---:', '---:'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function relativeOf({ ratio }: TimedCommand, isReference: boolean): string {
  if (isReference) return '1.00';
  if (ratio === null) return '';
  return `${numberText(ratio.estimate)} [${ratio.interval.map(numberText).join(', ')}]`;
}

// As many backticks around it as none of its own runs has.
function code(name: string): string {
  const text = neutralizeName(name).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? `${ticks}${text}${ticks}` : `${ticks} ${text} ${ticks}`;
}
