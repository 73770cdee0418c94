import { constants } from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { PerformanceConfig } from '../config/performance-config.ts';
import { UsageError } from '../errors.ts';
import type { RecordingWish } from '../framework/recording.ts';
import { findFiles } from '../framework/suite/find-files.ts';
import type { RunEvent } from '../framework/suite/measure-and-judge.ts';
import { runSuite, type SuiteRunOptions } from '../framework/suite/run-suite.ts';
import { createProgress } from '../report/progress.ts';
import type { RunFlags } from './flags.ts';
import { abortOnSignals } from './signals.ts';
import type { Terminal } from './terminal.ts';

const STANDARD_OUTPUT = '-';

/**
 * `evenkeel run`: answers the exit code.
 * @param pool where tests are measured; default: this package's own worker processes.
 */
export async function run(
  globs: readonly string[],
  flags: RunFlags,
  terminal: Terminal,
  pool?: SuiteRunOptions['pool'],
): Promise<number> {
  const recording = wishOf(flags);
  if (flags.json && flags.json !== STANDARD_OUTPUT) await checkWritable(flags.json);
  const files = await findFiles(globs, process.cwd());
  const progress = showProgress(terminal, flags.quiet ?? false);
  const interruption = abortOnSignals(() => progress.note('Interrupted: keeping what is complete …'));
  try {
    const report = await runSuite({
      files,
      config: new PerformanceConfig(),
      cachePath: flags.cache ?? null,
      overrides: { iterations: flags.iterations, processes: flags.processes },
      filter: flags.filter ?? null,
      recording,
      failOnInconclusive: flags.failOnInconclusive ?? false,
      signal: interruption.signal,
      onEvent: progress.onEvent,
      ...(pool && { pool }),
    });
    progress.end();
    const { renderJson } = await import('../report/json.ts');
    if (flags.json === STANDARD_OUTPUT) {
      terminal.out(renderJson(report));
    } else {
      const { renderRun } = await import('../report/terminal.ts');
      terminal.out(renderRun(report, { color: terminal.color, width: terminal.width, quiet: flags.quiet ?? false }));
      if (flags.json) await write(flags.json, renderJson(report));
    }
    return report.summary.exitCode;
  } finally {
    progress.end();
    interruption.release();
  }
}

function wishOf({ update, record }: RunFlags): RecordingWish {
  if (update && record === false) {
    throw new UsageError('--update stores a baseline and --no-record stores none: choose one.');
  }
  if (update) return 'accept';
  if (record === undefined) return 'automatic';
  return record ? 'always' : 'never';
}

// Found out before minutes are spent on measuring.
async function checkWritable(file: string): Promise<void> {
  try {
    const directory = dirname(resolve(file));
    await mkdir(directory, { recursive: true });
    const existing = await stat(file).catch(() => null);
    if (existing?.isDirectory()) throw new Error('it is a directory');
    await access(existing ? file : directory, constants.W_OK);
  } catch (cause) {
    throw cannotWrite(file, cause);
  }
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}

function cannotWrite(file: string, cause: unknown): UsageError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UsageError(`--json cannot write ${JSON.stringify(file)}: ${why}.`, { cause });
}

function showProgress(terminal: Terminal, quiet: boolean) {
  const progress = createProgress({
    write: (text) => terminal.err(text),
    isTerminal: terminal.isInteractive,
    width: terminal.progressWidth,
    color: terminal.color,
    now: () => performance.now() / 1000,
  });
  let isRunning = false;
  const onEvent = (event: RunEvent) => {
    if (quiet && !terminal.isInteractive) return;
    if (event.kind === 'step') progress.step(event.progress);
    else {
      if (event.kind === 'confirming') progress.note(`Measuring again, to be sure: ${event.tests.join(', ')}`);
      progress.start(event.processes);
      isRunning = true;
    }
  };
  const end = () => {
    if (isRunning) progress.end();
    isRunning = false;
  };
  return { onEvent, end, note: (text: string) => progress.note(text) };
}
