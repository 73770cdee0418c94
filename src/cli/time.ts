import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { planTiming } from '../framework/commands/plan.ts';
import { timeCommands } from '../framework/commands/time-commands.ts';
import type { CommandOutput } from '../model/command.ts';
import type { TimingReport } from '../model/timing.ts';
import { readMilliseconds } from '../real-time.ts';
import { createProgress } from '../report/progress.ts';
import type { TimeFlags } from './flags.ts';
import { checkWritable, STANDARD_OUTPUT, writeJson } from './output-file.ts';
import { abortOnSignals, INTERRUPTED } from './signals.ts';
import type { Terminal } from './terminal.ts';

/**
 * `evenkeel time`: returns the exit code, which is 0 whatever was measured.
 * @param rest the words of one command, which stood behind `--`; null where there were none.
 */
export async function time(
  lines: readonly string[],
  rest: readonly string[] | null,
  flags: TimeFlags,
  terminal: Terminal,
): Promise<number> {
  const plan = planTiming(lines, rest, wishOf(flags));
  const exports = exportsOf(flags);
  for (const [option, file] of exports) checkWritable(file, option);
  const progress = createProgress({
    write: (text) => terminal.err(text),
    redraw: (text) => terminal.redraw(text),
    isTerminal: true,
    width: terminal.progressWidth,
    color: terminal.color,
    now: () => readMilliseconds() / 1000,
  });
  const interruption = abortOnSignals(() => terminal.err('Interrupted: keeping what is complete …\n'));
  if (terminal.isInteractive) progress.start(plan.commands.length * plan.leastRuns);
  try {
    const report = await timeCommands({
      ...plan,
      signal: interruption.signal,
      onRun: ({ name }, done, total) => {
        // It is over soon: progress is for who watches.
        if (terminal.isInteractive) progress.step({ testName: name, done, total, round: 1, rounds: 1 });
      },
    });
    progress.end();
    await show(report, flags, terminal);
    return report.isInterrupted ? INTERRUPTED : 0;
  } catch (error) {
    progress.end();
    if (error !== interruption.signal.reason) throw error;
    terminal.err('Interrupted before a round of runs was complete.\n');
    return INTERRUPTED;
  } finally {
    progress.end();
    interruption.release();
  }
}

type Export = readonly [option: string, file: string];

function exportsOf({ exportJson, exportMarkdown, exportCsv }: TimeFlags): readonly Export[] {
  const all = { '--export-json': exportJson, '--export-markdown': exportMarkdown, '--export-csv': exportCsv };
  const exports = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (exports.filter(([, file]) => file === STANDARD_OUTPUT).length > 1) {
    throw new UsageError('Two exports cannot both go to standard output: write one of them to a file.');
  }
  return exports;
}

async function show(report: TimingReport, flags: TimeFlags, terminal: Terminal): Promise<void> {
  const [{ renderTiming }, { timingCsv, timingJson, timingMarkdown }] = await Promise.all([
    import('../report/commands/render-timing.ts'),
    import('../report/commands/exports.ts'),
  ]);
  const unit = flags.timeUnit ?? null;
  const texts: Readonly<Record<string, () => string>> = {
    '--export-json': () => timingJson(report),
    '--export-markdown': () => timingMarkdown(report, unit),
    '--export-csv': () => timingCsv(report),
  };
  const exports = exportsOf(flags);
  if (!exports.some(([, file]) => file === STANDARD_OUTPUT)) {
    terminal.draw(renderTiming(report, { color: terminal.color, width: terminal.width, unit }));
  }
  for (const [option, file] of exports) {
    const text = texts[option]!();
    if (file === STANDARD_OUTPUT) terminal.out(text);
    else await writeJson(file, [text], option);
  }
}

/** The flags as the plan takes them. */
function wishOf(flags: TimeFlags) {
  const { ignoreFailure, input, output, cwd, env = [], shell, N } = flags;
  if (N && shell !== undefined) throw new UsageError('-N is --shell=none: give one of them.');
  return {
    ...flags,
    shell: N ? 'none' : (shell ?? null),
    ignoredExitCodes: ignoredOf(ignoreFailure),
    input: input === undefined || input === 'null' ? null : resolve(cwd ?? '.', input),
    output: outputOf(output ?? 'null'),
    cwd: cwd === undefined ? null : resolve(cwd),
    env: Object.fromEntries(env.map(variable)),
    parameterScan: (flags.parameterScan ?? []).map((text) => JSON.parse(text) as [string, string, string]),
    parameterList: (flags.parameterList ?? []).map((text) => JSON.parse(text) as [string, string]),
  };
}

function ignoredOf(codes: string | undefined): 'all' | readonly number[] {
  if (codes === undefined) return [];
  return codes === 'all-non-zero' ? 'all' : codes.split(',').map(Number);
}

function outputOf(where: string): CommandOutput {
  if (where === 'null') return 'dropped';
  if (where === 'pipe') return 'kept';
  return where === 'inherit' ? where : { file: resolve(where) };
}

function variable(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--env takes NAME=VALUE, and not ${JSON.stringify(text)}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}
